// Rust's channel as a subject of the benchmark; ProgramSubject says what it is given and prints.
use std::collections::BTreeMap;
use std::env;
use std::hint::spin_loop;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{sync_channel, Receiver, SyncSender, TryRecvError};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

type Message = [u64; 4];
const CAPACITY: usize = 1024;

fn message(sender: u64, number: u64) -> Message {
    [number, sender, number + 16, !number]
}

fn check(received: &Message, number: u64) {
    if received[0] != number || received[3] != !number {
        panic!("got message {} in place of {}", received[0], number);
    }
}

fn spin(receiver: &Receiver<Message>) -> Option<Message> {
    loop {
        match receiver.try_recv() {
            Ok(received) => return Some(received),
            Err(TryRecvError::Empty) => spin_loop(),
            Err(TryRecvError::Disconnected) => return None,
        }
    }
}

fn exchanges(
    there: &SyncSender<Message>,
    back: &Receiver<Message>,
    number: &mut u64,
    time: Duration,
    counts: &mut [u64],
) {
    let start = Instant::now();
    let mut sent = start;
    while sent.duration_since(start) < time {
        there.send(message(0, *number)).unwrap();
        check(&spin(back).unwrap(), *number);
        *number += 1;
        let now = Instant::now();
        let taken = now.duration_since(sent).as_nanos() as usize;
        counts[taken.min(counts.len() - 1)] += 1;
        sent = now;
    }
}

fn round_trip(warmup: Duration, measure: Duration) {
    let (there, requests) = sync_channel::<Message>(CAPACITY);
    let (replies, back) = sync_channel::<Message>(CAPACITY);
    let echo = thread::spawn(move || {
        while let Some(received) = spin(&requests) {
            replies.send(received).unwrap();
        }
    });
    let mut number = 0;
    exchanges(&there, &back, &mut number, warmup, &mut vec![0; 1 << 20]);
    let mut counts = vec![0; 1 << 20];
    exchanges(&there, &back, &mut number, measure, &mut counts);
    drop(there);
    echo.join().unwrap();
    let taken: BTreeMap<usize, u64> = counts.into_iter().enumerate().filter(|c| c.1 > 0).collect();
    for (nanos, count) in taken {
        println!("{} {}", nanos, count);
    }
}

fn throughput(senders: u64, warmup: Duration, measure: Duration) {
    let (tx, rx) = sync_channel::<Message>(CAPACITY);
    let stopped = Arc::new(AtomicBool::new(false));
    for sender in 0..senders {
        let tx = tx.clone();
        let stopped = stopped.clone();
        thread::spawn(move || {
            let mut number = 0;
            while !stopped.load(Ordering::Relaxed) {
                tx.send(message(sender, number)).unwrap();
                number += 1;
            }
        });
    }
    drop(tx);
    let mut next = vec![0u64; senders as usize];
    let mut take = |time: Duration| {
        let start = Instant::now();
        let mut count = 0u64;
        while count % 256 != 0 || start.elapsed() < time {
            let received = rx.recv().unwrap();
            let sender = received[1] as usize;
            check(&received, next[sender]);
            next[sender] += 1;
            count += 1;
        }
        count as f64 / start.elapsed().as_secs_f64()
    };
    take(warmup);
    let rate = take(measure);
    stopped.store(true, Ordering::Relaxed);
    for received in rx {
        let sender = received[1] as usize;
        check(&received, next[sender]);
        next[sender] += 1;
    }
    println!("rate {}", rate);
}

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let senders = arguments[2].parse().unwrap();
    let warmup = Duration::from_nanos(arguments[3].parse().unwrap());
    let measure = Duration::from_nanos(arguments[4].parse().unwrap());
    match arguments[1].as_str() {
        "round-trip" => round_trip(warmup, measure),
        _ => throughput(senders, warmup, measure),
    }
}
