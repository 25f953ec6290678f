/* Millrace's sole sender: while one sender has the claim word to itself, the end of its intent is the producer cursor,
   and a claim takes no locked instruction. Anyone may end the mode. -DFENCE fencing and passing over; -DREUSE=n
   newcomers in the slots of dead senders; -DRDIE=n receivers that die; -DBATCH several records in a claim; -DLONG long
   extents. The rest of the ring is as in ring.pml, without aborts. One atomic block is one load, store or compare-and-set
   of the code. Every flag is in README.md. */
#ifndef N
#define N 4                     /* capacity */
#endif
#ifndef NS
#define NS 2                    /* senders */
#endif
#ifndef MSG
#define MSG 2                   /* messages of a sender */
#endif
#ifndef MAXL
#define MAXL 2                  /* extent of a claim, wrap padding not counted */
#endif
#ifndef MAXK
#define MAXK NS                 /* senders killed */
#endif
#ifndef ME
#define ME 2                    /* epochs: entries into the mode, failed ones included */
#endif
#ifdef ONE
#define MAYENTER (me==0)        /* sender 0 alone may enter */
#else
#define MAYENTER 1
#endif
#ifndef QD
#define QD 3                    /* depth of a store buffer */
#endif
#ifndef RDIE
#define RDIE 0                  /* receivers killed */
#endif
#ifndef REUSE
#define REUSE 0                 /* newcomers */
#endif
#ifndef MSGOF
#define MSGOF(m) MSG
#endif
#ifdef M21
#undef MSGOF
#define MSGOF(m) ((m)==0 -> 2 : 1)
#endif

#define U(x) ((x)%N)
#define CM(p) (1+2*(p))         /* stamp of a committed record, of padding */
#define PD(p) (2+2*(p))
#define READY(p) (stamp[U(p)]==CM(p) || stamp[U(p)]==PD(p))

/* claim word and base word: a position, or a marker of epoch and slot; the claim word's may be revoked */
#define MARK(w) ((w)>=128)
#define ACTIVE(e,s) (128+4*(e)+(s))
#define REVOKED(w) ((w)|64)
#define SLOT(w) ((w)&3)
#ifdef M_NOEPOCH
#define NONEOF(w) (128+SLOT(w))
#else
#define NONEOF(w) ((w)&191)
#endif

#define NOSB empty(q[me])
#define DIE :: kills<MAXK && NOSB -> kills++; lk[me]=0; dead[me]=1; p=0; ln=0; tot=0; at=0; mk=0; lp=0; wt[me]=0; goto fin HNG
#ifdef HANG
#define HNG :: me==0 && NOSB -> hung=1; p=0; ln=0; tot=0; at=0; mk=0; lp=0; wt[me]=0; goto idle
#else
#define HNG
#endif

byte claim, cons, rpub;         /* claim word, consumer cursor, read position */
byte epoch;
byte base[NS];
byte stamp[N], hlen[N], hmsg[N];
byte ipos[NS], ilen[NS];        /* intent word: 0 is none */
#ifdef LONG                     /* a sole sender's extents from 2 up use the extent word (decision 0001) */
#define LM 15
byte iext[NS];
#define IE(s) (ilen[s]==LM -> ipos[s]+iext[s] : ipos[s]+ilen[s])
#else
#define IE(s) (ipos[s]+ilen[s])
#endif
byte cc[NS];                    /* a sender's copy of the consumer cursor */
byte lk[NS];                    /* lock of the slot: 1 owner, 0 nobody, 2 receiver, for recovery, 3 newcomer that looks */
bit dead[NS], done[NS], wt[NS], fen[NS];
bit hung;
chan q[NS]=[QD] of {byte,byte}; /* store buffers: 1 commit stamp, 2 padding stamp, 10+extent intent, 30+extent extent word */
byte pre[NS+1], po[NS+1];       /* grace: stores of the slot po that were made before */
byte fp[NS];                    /* stores made before the fence */
byte kills, rkills, reuse, rlk;
/* ghosts: owner of each unit (+1), start and end of its claim; messages committed, reported, delivered */
byte own[N], ocl[N], oend[N];
byte com[NS], suc[NS], del[NS], lastd[NS], lastp[NS];
bit fin_r;

/* the producer cursor in whatever mode */
#define PCUR (!MARK(claim) -> claim : (MARK(base[SLOT(claim)]) -> IE(SLOT(claim)) : base[SLOT(claim)]))

/* nobody writes into what is not his claim; nobody claims what another may write or the receiver has not passed */
inline WCHK(a,b,start) { i=a; do :: i<b -> assert(own[U(i)]==me+1 && ocl[U(i)]==start); i++ :: else -> break od; i=0 }
inline TAKE(k,a,b) { i=a; do :: i<b -> assert(own[U(i)]==0); own[U(i)]=k+1; ocl[U(i)]=a; oend[U(i)]=b; i++ :: else -> break od; i=0 }
#if REUSE>0
#define WIPE hmsg[U(i)]=0       /* a newcomer may read an old length */
#else
#define WIPE hmsg[U(i)]=0; hlen[U(i)]=0
#endif
inline FREE(a,b) { i=a; do :: i<b -> own[U(i)]=0; ocl[U(i)]=0; oend[U(i)]=0; WIPE; i++ :: else -> break od; i=0 }
#if REUSE>0
inline BODY(a,b) { i=a+1; do :: i<b -> hlen[U(i)]=N+1; i++ :: else -> break od; i=0 }
#else
inline BODY(a,b) { skip }
#endif

/* whoever settles at e, the end of an intent, gives the claim that is being made to its owner */
inline GIVE(k,e) {
  if :: e>cons && !(own[U(e-1)]!=0 && oend[U(e-1)]==e) -> assert(IE(k)==e && ilen[k]>0); TAKE(k,ipos[k],e) :: else fi
}
inline REVOKE(x,w) {
  po[x]=SLOT(w);
  pre[x]=len(q[SLOT(w)]);
#ifdef M_ONEGRACE
  if :: w==REVOKED(w) -> pre[x]=0 :: else fi;
#endif
#ifdef M_NOGRACE
  pre[x]=0;
#endif
  if :: pre[x]==0 -> po[x]=0 :: else fi;
  claim=REVOKED(w)
}

#ifdef FENCE
#define FENCEIT(s) fen[s]=1; fp[s]=len(q[s])
#define NSTAMP nfull(q[me])
#else
#define FENCEIT(s) skip
#define NSTAMP 1
#endif

proctype S(byte me) {
  byte seq, p, ln, tot, at, i;
  byte mk;                      /* marker, when sole as far as this sender knows */
  byte lp;                      /* end of the last claim */
next:
  atomic {
    if
    :: seq>=MSGOF(me) -> goto leave
    :: seq<MSGOF(me) ->
       if :: ln=1
#if MAXL>=2
          :: ln=2
#endif
       fi
    fi }
start:
  if
  :: atomic { mk!=0 -> goto soletry }
  :: atomic { mk==0 -> goto try }
  :: atomic { mk==0 && MAYENTER && epoch<ME && !MARK(claim) -> p=claim }    /* sees itself alone: a hint, so at any time */
  fi;
  /* enter */
  atomic { if DIE :: NOSB -> mk=ACTIVE(epoch,me); epoch++; base[me]=NONEOF(mk) fi }
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=0 fi }
  atomic { if DIE
    :: NOSB && claim==p -> claim=mk; lp=p; p=0; goto soletry
    :: NOSB && claim!=p -> mk=0; p=0
    fi }
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0 fi }
try:
  atomic { if DIE
    :: true ->
       p=claim;
       if :: MARK(p) -> goto endmode :: else fi;
       tot=((U(p)+ln>N) -> N-U(p)+ln : ln);
       if :: p+tot<=N+cc[me] -> goto setint :: else -> goto isfull fi
    fi }
endmode:  /* a marker: ends the mode, then looks again. p: the marker, tot: the intent's end, at: the base */
  atomic { if DIE
    :: NOSB && (claim==p || claim==REVOKED(p)) -> p=claim; REVOKE(me,p); p=claim
    :: NOSB && claim!=p && claim!=REVOKED(p) -> p=0; goto again
    fi }
#ifdef LONG
reread:
  atomic { if DIE :: pre[me]==0 -> at=ipos[SLOT(p)]; lp=ilen[SLOT(p)]; if :: lp!=LM -> tot=at+lp; at=0; lp=0; goto settle :: else fi fi }
  atomic { if DIE :: true -> tot=iext[SLOT(p)] fi }
  atomic { if DIE :: true -> lp=0; if :: ipos[SLOT(p)]==at && ilen[SLOT(p)]==LM -> tot=at+tot; at=0 :: else -> at=0; tot=0; goto reread fi fi }
settle:
#else
  atomic { if DIE :: pre[me]==0 -> tot=IE(SLOT(p)) fi }
#endif
  atomic { if DIE :: NOSB -> if :: base[SLOT(p)]==NONEOF(p) -> base[SLOT(p)]=tot; GIVE(SLOT(p),tot) :: else fi; tot=0 fi }
  atomic { if DIE :: true -> at=base[SLOT(p)] fi }
  atomic { if DIE :: NOSB -> if :: claim==p -> assert(!MARK(at)); claim=at :: else fi; p=0; at=0 fi }
again:
#if REUSE>0
  if :: lk[me]==3 -> goto judge :: else fi;
#endif
  goto try;
isfull:
  atomic { if DIE
    :: true -> cc[me]=cons; if :: p+tot<=N+cc[me] -> goto setint :: else -> p=0; tot=0 fi
    fi }
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0 fi }
waitfull:
  atomic { wt[me]=1 }
  atomic { if DIE
    :: cons!=cc[me] -> wt[me]=0; goto start
#ifdef FENCE
    :: fen[me] -> wt[me]=0; goto leave
#endif
#ifdef GIVEUP
    :: wt[me]=0; seq++; ln=0; goto next
#endif
    fi }
setint:
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=tot fi }
  atomic { if DIE
    :: NOSB && claim==p -> claim=p+tot; TAKE(me,p,p+tot); lp=0; goto mine
    :: NOSB && claim!=p -> p=0; tot=0; goto try
    fi }

soletry:
  atomic { if DIE
    :: true ->
       p=lp; tot=((U(p)+ln>N) -> N-U(p)+ln : ln);
       if :: p+tot<=N+cc[me] -> skip
          :: else -> cc[me]=cons;
             if :: p+tot<=N+cc[me] -> skip
#ifdef M_FULLWITHDRAW
                :: else -> ipos[me]=0; ilen[me]=0; p=0; tot=0; goto waitfull
#else
                :: else -> p=0; tot=0; goto waitfull              /* nothing is stored: the old intent's end is the cursor */
#endif
             fi
       fi
    fi }
#ifdef LONG
  if :: tot<2 -> goto shortint :: else fi;
#ifndef M_LONGKEEP
#ifdef M_LONGNONE
  atomic { if DIE :: nfull(q[me]) -> q[me]!10,0 fi }
#else
  atomic { if DIE :: nfull(q[me]) -> q[me]!10,p fi }           /* empty, at the same position: its end is the cursor too */
#endif
#endif
  atomic { if DIE :: nfull(q[me]) -> q[me]!30+tot,0 fi }
  atomic { if DIE :: nfull(q[me]) -> q[me]!10+LM,p; goto look fi }
shortint:
#endif
  atomic { if DIE :: nfull(q[me]) -> q[me]!10+tot,p fi }
look:
  atomic { if DIE
#ifdef M_NORECHECK
    :: true ->
#else
    :: claim!=mk -> goto revoked
    :: claim==mk ->
#endif
       TAKE(me,p,p+tot); lp=p+tot; goto mine
    fi }
revoked:  /* settles at the start of the claim that it was about to make, unless somebody has settled */
  atomic { if DIE :: NOSB -> if :: base[me]==NONEOF(mk) -> base[me]=p :: else fi fi }
  atomic { if DIE
    :: NOSB ->
       assert(!MARK(base[me]));
       if :: claim==REVOKED(mk) -> claim=base[me] :: else fi;
       mk=0; lp=0;
       if :: base[me]==p+tot -> assert(own[U(p)]==me+1 && oend[U(p)]==p+tot); goto mine
          :: else -> assert(base[me]==p); p=0; tot=0; goto late fi
    fi }
late:  /* the claim does not count, and no intent is left, since none may follow */
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0; goto start fi }

mine:
  at=p;
write:  /* one record of the claim: wrap padding, message, rest */
  atomic { if DIE
    :: at==p && tot>ln -> WCHK(at,p+tot-ln,p); hlen[U(at)]=tot-ln; hmsg[U(at)]=0
    :: (at>p || tot==ln) && at==p+tot-ln -> WCHK(at,p+tot,p); BODY(at,p+tot); hlen[U(at)]=ln; hmsg[U(at)]=1+me*8+seq
#ifdef BATCH
    :: (at>p || tot==ln) && at==p+tot-ln && ln>1 -> WCHK(at,at+1,p); hlen[U(at)]=1; hmsg[U(at)]=1+me*8+seq
    :: at>p+tot-ln -> WCHK(at,p+tot,p); hlen[U(at)]=p+tot-at; hmsg[U(at)]=0
    :: at>p+tot-ln && seq<MSGOF(me) -> WCHK(at,p+tot,p); BODY(at,p+tot); hlen[U(at)]=p+tot-at; hmsg[U(at)]=1+me*8+seq
#endif
    fi }
  atomic { if DIE
    :: (mk!=0 && nfull(q[me])) || (mk==0 && NSTAMP) ->
       WCHK(at,at+hlen[U(at)],p);
       i=(hmsg[U(at)]!=0 -> 1 : 2);
       if :: i==1 -> com[me]=com[me]|(1<<seq); seq++ :: else fi;
#ifndef FENCE
       if :: mk==0 && NOSB -> stamp[U(at)]=2*at+i :: mk!=0 || nempty(q[me]) -> q[me]!i,at fi;
#else
       q[me]!i,at;
#endif
       at=at+hlen[U(at)]; i=0;
       if :: at<p+tot -> goto write :: else -> p=0; tot=0; at=0; ln=0 fi
    fi }
#ifdef FENCE
  atomic { if DIE
    :: fen[me] -> goto leave
    :: !fen[me] -> assert(!fin_r || (com[me]&del[me])==com[me]); suc[me]=com[me]
    fi }
#endif
  goto next;

leave:  /* all messages sent, or fenced and all of the claim stamped: ends its own mode, then takes the intent back */
#ifdef M_WITHDRAWFIRST
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0 fi }
#endif
  if :: atomic { mk==0 -> goto left } :: atomic { mk!=0 } fi;
  atomic { if DIE :: NOSB -> if :: claim==mk -> claim=REVOKED(mk) :: else fi fi }
  atomic { if DIE :: NOSB -> if :: base[me]==NONEOF(mk) -> base[me]=lp :: else fi fi }
  atomic { if DIE
    :: NOSB -> assert(base[me]==lp); if :: claim==REVOKED(mk) -> claim=base[me] :: else fi; mk=0; lp=0
    fi }
left:
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0; p=0; tot=0; at=0; ln=0; done[me]=1 fi }
idle:
end_idle:
  atomic { if DIE fi };
fin:
#if REUSE>0
  /* p: consumer cursor, then the place in the walk; tot: end of the intent; ln: length */
end_reuse:
  atomic { reuse<REUSE && lk[me]==0 && !fin_r && seq<MSGOF(me) -> reuse++; lk[me]=3 }
judge:
#ifndef M_NOENDREUSE
  if :: atomic { MARK(claim) && SLOT(claim)==me -> p=claim; goto endmode } :: atomic { !MARK(claim) || SLOT(claim)!=me } fi;
#endif
  atomic { p=cons }
  /* the lock's holder is the only one who could change the intent: one step */
  atomic { if :: ilen[me]==0 -> goto join :: else -> tot=IE(me) fi }
  if :: atomic { PCUR<tot -> goto join } :: atomic { PCUR>=tot } fi;
  atomic { if :: ipos[me]>p -> p=ipos[me] :: else fi }
walk:
  do
  :: atomic { p>=tot -> goto join }
  :: atomic { p<tot && READY(p) };
     atomic { ln=hlen[U(p)] };
     atomic { if :: cons>p -> p=cons :: else -> p=p+ln fi; ln=0 }
  :: atomic { p<tot && !READY(p) };
     if :: atomic { cons>p -> p=cons; goto walk } :: atomic { cons<=p } fi;
     atomic { p=0; tot=0; ln=0; lk[me]=0; goto fin }
  od;
join:
  atomic { p=0; tot=0; ln=0; ipos[me]=0; ilen[me]=0; fen[me]=0; dead[me]=0; lk[me]=1; cc[me]=0; goto next }
#else
end_dead:
  false
#endif
}

#ifdef FENCE
#define MX(s) (ipos[s]>cons -> ipos[s] : cons)
#define W0(x,e) ((x)>=(e))
#define W1(x,e) ((x)>=(e) || (READY(x) && W0((x)+hlen[U(x)],e)))
#define W2(x,e) ((x)>=(e) || (READY(x) && W1((x)+hlen[U(x)],e)))
#define W3(x,e) ((x)>=(e) || (READY(x) && W2((x)+hlen[U(x)],e)))
#define W4(x,e) ((x)>=(e) || (READY(x) && W3((x)+hlen[U(x)],e)))
#ifdef M_RAWCURSOR
#define FINI(s) (MARK(claim) || claim<IE(s) || W4(MX(s),IE(s)))
#else
#define FINI(s) (PCUR<IE(s) || W4(MX(s),IE(s)))
#endif
#define HELD(s) (fen[s] && lk[s]==1 && ilen[s]!=0 && ipos[s]<rp && !FINI(s))
#ifdef M_NOPIN
#define PIN(s) (rp)
#else
#define PIN(s) (HELD(s) -> MX(s) : rp)
#endif
#define MIN(a,b) ((a)<(b) -> (a) : (b))
#define GR(s) (ce[s]==0 || lk[s]==2 || fp[s]==0)
#if NS==3
#define LIMIT MIN(PIN(0),MIN(PIN(1),PIN(2)))
#define GRACE (GR(0) && GR(1) && GR(2))
#else
#define LIMIT MIN(PIN(0),PIN(1))
#define GRACE (GR(0) && GR(1))
#endif
#define MORE ((!lim && cons!=rp) || (lim && (rpub!=rp || cons!=LIMIT || LIMIT==rp)))
#else
#define MORE (lim || cons!=rp)
#endif
#define GONE(s) (dead[s] || done[s] || ((s)==0 && hung))
#if NS==3
#define ALLGONE (GONE(0)&&GONE(1)&&GONE(2))
#define DROPPED (dead[0]||dead[1]||dead[2]||fen[0]||fen[1]||fen[2])
#else
#define ALLGONE (GONE(0)&&GONE(1))
#define DROPPED (dead[0]||dead[1]||fen[0]||fen[1])
#endif
#if RDIE>0
#define LASTP lastp[s]=lastd[s]
#define RD :: rkills<RDIE -> rkills++; goto rdead
#else
#define LASTP skip
#define RD
#endif

#ifdef M_NOEND
#define CUR (MARK(claim) -> IE(SLOT(claim)) : claim)
#else
#define CUR claim
#endif

/* padding is written only over what proven dead senders own, up to the true end, and over no message */
inline PADCHK(a,b) { i=a; do :: i<b -> assert(own[U(i)]!=0 && lk[own[U(i)]-1]==2 && stamp[U(i)]!=CM(i) && oend[U(i)]==e); i++ :: else -> break od; i=0 }

proctype R(byte id) {
  byte rp, pc, e, lq, i, s, m;
  byte ce[NS], st[NS];
  bit lim;                      /* the consumer cursor may not follow without a look */
  bit gd;                       /* the grace period for rp is over */
end_rw:
  atomic { rlk==0 -> rlk=1; lim=1; rp=(cons>rpub -> cons : rpub);
    s=0; do :: s<NS -> lastd[s]=lastp[s]; s++ :: else -> break od; s=0 }
loop:
  if
  :: atomic { stamp[U(rp)]==PD(rp) -> assert(hlen[U(rp)]>0); rp=rp+hlen[U(rp)]; gd=0; goto loop }
  :: atomic { stamp[U(rp)]==CM(rp) ->
#if RDIE>0 || defined(READ2)
       m=hmsg[U(rp)] };
     atomic { if RD :: true ->
#else
       m=hmsg[U(rp)]; if :: true ->
#endif
       assert(m!=0 && hmsg[U(rp)]==m);                     /* no torn read */
       s=(m-1)/8; m=(m-1)%8;
       assert(com[s] & (1<<m));                            /* nothing that was not committed */
       assert(m+1>lastd[s]);                               /* once, in order */
       lastd[s]=m+1; del[s]=del[s]|(1<<m);
       assert(hlen[U(rp)]>0);
       rp=rp+hlen[U(rp)]; gd=0; s=0; m=0; goto loop fi }
  :: atomic { MORE ->
       if :: lim -> rpub=rp; e=rp; s=0; do :: s<NS -> LASTP; s++ :: else -> break od; s=0; goto limit
          :: else -> assert(rp>=cons); FREE(cons,rp); cons=rp; s=0; do :: s<NS -> LASTP; s++ :: else -> break od; s=0; goto loop
       fi }
#ifdef M_NOEND
  :: atomic { !READY(rp) && (!MARK(claim) || DROPPED) && rp<CUR -> pc=CUR; goto pass }
#else
  :: atomic { !READY(rp) && !MARK(claim) && rp<claim -> pc=claim; goto pass }
  :: atomic { !READY(rp) && MARK(claim) && DROPPED -> REVOKE(NS,claim); m=claim; goto endmode }
#endif
#ifdef FENCE
  :: atomic { !READY(rp) && MARK(claim) && lk[SLOT(claim)]==1 && !fen[SLOT(claim)] -> FENCEIT(SLOT(claim)); goto loop }       /* stale */
#endif
  :: atomic { !READY(rp) && !MARK(claim) && rp>claim -> assert(false) }       /* the cursor never goes back */
  :: atomic { rp==CUR && !MORE && ALLGONE && lk[0]!=3 && lk[1]!=3 && lk[NS-1]!=3 ->
       s=0; do :: s<NS ->
#ifdef FENCE
         assert((suc[s] & del[s])==suc[s]);                /* nothing reported is lost */
#else
         assert(com[s]==del[s]);                           /* nothing committed is lost */
#endif
       s++ :: else -> break od; s=0; fin_r=1; goto end }
#if RDIE>0
  :: atomic { rkills<RDIE -> rkills++; goto rdead }
#endif
#if defined(FENCE) && defined(CLOSEV)
  :: atomic { rp==claim && !READY(rp) -> s=0; do :: s<NS && lk[s]==1 && !fen[s] -> FENCEIT(s); s++ :: s<NS && !(lk[s]==1 && !fen[s]) -> s++ :: s>=NS -> break od; s=0 };
     atomic { if :: claim==rp -> s=0; do :: s<NS -> assert((suc[s]&del[s])==suc[s]); s++ :: else -> break od; s=0; fin_r=1; goto end
                 :: else -> goto loop fi }
#endif
  fi;
endmode:  /* m: the marker, e: the intent's end, s: the base */
#ifdef LONG
reread:
  atomic { if RD :: pre[NS]==0 -> i=ipos[SLOT(m)]; lq=ilen[SLOT(m)]; if :: lq!=LM -> e=i+lq; i=0; lq=0; goto settle :: else fi fi }
  atomic { if RD :: true -> e=iext[SLOT(m)] fi }
  atomic { if RD :: true -> lq=0; if :: ipos[SLOT(m)]==i && ilen[SLOT(m)]==LM -> e=i+e; i=0 :: else -> i=0; e=0; goto reread fi fi }
settle:
#else
  atomic { if RD :: pre[NS]==0 -> e=IE(SLOT(m)) fi }
#endif
  atomic { if RD :: true -> if :: base[SLOT(m)]==NONEOF(m) -> base[SLOT(m)]=e; GIVE(SLOT(m),e) :: else fi; e=0 fi }
  atomic { if RD :: true -> s=base[SLOT(m)] fi }
  atomic { if RD :: true -> if :: claim==m -> assert(!MARK(s)); claim=s :: else fi; s=0; m=0; goto loop fi }
limit:  /* how far the consumer cursor may follow: slot by slot */
#ifdef FENCE
  do
  :: atomic { s<NS -> if :: PIN(s)<e -> e=PIN(s) :: else fi; s++ }
  :: atomic { s>=NS -> s=0; break }
  od;
#endif
  atomic { if RD :: true -> if :: e!=cons -> assert(e>cons); FREE(cons,e); cons=e :: else fi; lim=(e!=rp); e=0; goto loop fi }
pass:
  s=0;
  do
  :: atomic { s<NS ->
       if :: ilen[s]!=0 && ipos[s]<=rp && IE(s)>rp -> ce[s]=IE(s); st[s]=0
          :: else -> ce[s]=0; if :: ipos[s]>rp -> st[s]=ipos[s] :: else -> st[s]=0 fi       /* an empty intent starts too */
       fi; s++ }
  :: atomic { s>=NS -> s=0; break }
  od;
  lq=rp;
  do
  :: atomic { true ->
       e=255; s=0; do :: s<NS -> if :: ce[s]>lq && ce[s]<e -> e=ce[s] :: else fi; s++ :: else -> break od; s=0;
       if :: e>pc -> assert(READY(rp)); goto back   /* no wedge: a record without an owner to be found */
          :: else fi;
       if :: e==pc -> goto found :: else fi;
       s=0; do :: s<NS -> if :: st[s]==e -> s=0; goto found :: else fi; s++ :: else -> break od; s=0 }
     atomic { if :: READY(e) -> goto found :: else -> lq=e fi }
  od;
found:
  atomic { assert(READY(rp) || e==oend[U(rp)]);             /* the boundary is the true one */
    s=0; do :: s<NS && ce[s]!=0 && lk[s]==0 -> lk[s]=2; s++ /* proven dead: lock taken and kept */
            :: s<NS && !(ce[s]!=0 && lk[s]==0) -> s++
            :: s>=NS -> break od; s=0 }
  atomic {
    s=0; pc=0;
    do
    :: s<NS ->
       if :: ce[s]==0 || lk[s]==2 -> skip
          :: else ->
#ifdef FENCE
             if :: fen[s] -> pc=1
                :: !fen[s] -> FENCEIT(s); pc=1               /* stale: fence it */
                :: !fen[s] -> goto back                     /* not stale yet */
             fi
#else
             /* no wedge: whoever holds a position up moves on */
             assert(READY(rp) || !(wt[s]||done[s]) || !(ilen[s]!=0 && ipos[s]<=rp && IE(s)>rp) || len(q[s])>0);
             goto back
#endif
       fi; s++
    :: else -> break
    od; s=0 }
#ifdef FENCE
  if :: pc==0 -> goto proven :: else fi;
  atomic { if RD :: READY(rp) -> goto back :: else fi }
  /* the first look begins the grace period, the look after its end passes over */
  if :: gd :: else -> atomic { GRACE -> gd=1; goto back } fi;
  atomic { if RD :: true -> rp=e; lim=1; gd=0; goto back fi }
proven:
#endif
  atomic { if :: READY(rp) -> goto back :: else fi }
  /* padding up to the end of the lap, then the rest */
  lq=((U(rp)+e-rp>N) -> rp+N-U(rp) : e);
  atomic { if RD :: true -> PADCHK(rp,lq); hlen[U(rp)]=lq-rp fi }
  atomic { if RD :: true -> PADCHK(rp,lq); hmsg[U(rp)]=0; stamp[U(rp)]=PD(rp); if :: lq==e -> goto back :: else fi fi }
  atomic { if RD :: true -> PADCHK(lq,e); hlen[U(lq)]=e-lq fi }
  atomic { if RD :: true -> PADCHK(lq,e); hmsg[U(lq)]=0; stamp[U(lq)]=PD(lq) fi }
back:
  atomic { pc=0; e=0; lq=0; i=0; m=0;
    s=0; do :: s<NS -> ce[s]=0; st[s]=0; if :: lk[s]==2 -> lk[s]=0 :: else fi; s++ :: else -> break od; s=0; goto loop }
#if RDIE>0
rdead:  /* the kernel gives its locks back */
  atomic { pc=0; e=0; lq=0; i=0; m=0; rp=0; lim=0; gd=0; rlk=0; pre[NS]=0; po[NS]=0;
    s=0; do :: s<NS -> ce[s]=0; st[s]=0; if :: lk[s]==2 -> lk[s]=0 :: else fi; s++ :: else -> break od; s=0 }
#endif
end:
end_r:
  false
}

inline DRAIN(x) {
    if
#ifdef LONG
       :: k>=30 -> iext[x]=k-30
       :: k>=10 && k<30 -> ipos[x]=a; ilen[x]=k-10
#else
       :: k>=10 -> ipos[x]=a; ilen[x]=k-10
#endif
       :: else -> assert(own[U(a)]==x+1); stamp[U(a)]=2*a+k                /* a late stamp hits only its owner's memory */
    fi;
    if :: fp[x]>0 -> fp[x]-- :: else fi;
    a=0; do :: a<=NS -> if :: pre[a]>0 && po[a]==x -> pre[a]--; if :: pre[a]==0 -> po[a]=0 :: else fi :: else fi; a++ :: else -> break od;
    k=0; a=0
}
proctype FL() {   /* store buffers drain at any time, in order */
  byte k, a;
end_fl:
  do
  :: atomic { q[0]?k,a -> DRAIN(0) }
  :: atomic { q[1]?k,a -> DRAIN(1) }
#if NS==3
  :: atomic { q[2]?k,a -> DRAIN(2) }
#endif
  od
}

init { atomic {
  byte k=0;
  do :: k<NS -> lk[k]=1; k++ :: else -> break od;
  run S(0); run S(1);
#if NS==3
  run S(2);
#endif
  run R(0);
#if RDIE>0
  run R(1);
#endif
#if RDIE>1
  run R(2);
#endif
  run FL()
} }
#ifdef LIVE
#ifdef HANG
ltl ends { <> (done[1] || dead[1]) }    /* a sole sender that stops for ever keeps nobody out */
#else
ltl ends { <> fin_r }                   /* with weak fairness: the channel is drained in the end */
#endif
#endif
