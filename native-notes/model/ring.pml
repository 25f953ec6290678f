/* Millrace's ring: claim, batch, crash, recovery, wrap; -DFENCE fencing and passing over; -DREUSE=n newcomers in the
   slots of dead senders; -DRDIE=n receivers that die, each followed by another. Units of 64 bytes instead of bytes.
   Every flag is in README.md. One atomic block is one load, store or compare-and-set of the code, or a run of stores
   into memory that nobody else looks at before the stamp. */
#ifndef N
#define N 4                     /* capacity */
#endif
#ifndef NS
#define NS 3                    /* senders */
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
#ifndef RDIE
#define RDIE 0                  /* receivers killed */
#endif
#ifndef REUSE
#define REUSE 0                 /* newcomers */
#endif
#ifndef MSGOF
#define MSGOF(m) MSG
#endif
#ifdef M211
#undef MSGOF
#define MSGOF(m) ((m)==0 -> 2 : 1)
#endif
#ifdef M221
#undef MSGOF
#define MSGOF(m) ((m)==2 -> 1 : 2)
#endif
#ifndef LT
#define LT 99                   /* extents from here on use the extent word (decision 0001) */
#endif
#define LM 15                   /* "see the extent word" */

#define U(x) ((x)%N)
#define CM(p) (1+2*(p))         /* stamp of a committed record, of padding */
#define PD(p) (2+2*(p))
#define READY(p) (stamp[U(p)]==CM(p) || stamp[U(p)]==PD(p))
#ifdef FENCE
#define NOSB (sb[me]==0)
#else
#define NOSB 1
#endif
#define DIE :: kills<MAXK && NOSB -> kills++; lk[me]=0; dead[me]=1; p=0; ln=0; tot=0; at=0; wt[me]=0; goto fin

byte prod, cons, rpub;          /* producer cursor, consumer cursor, read position */
byte stamp[N], hlen[N], hmsg[N];
byte ipos[NS], ilen[NS];        /* intent word: 0 is none */
#if LT<99
byte iext[NS];
#define IE(s) (ilen[s]==LM -> ipos[s]+iext[s] : ipos[s]+ilen[s])
#else
#define IE(s) (ipos[s]+ilen[s])
#endif
byte cc[NS];                    /* a sender's copy of the consumer cursor */
byte lk[NS];                    /* lock of the slot: 1 owner, 0 nobody, 2 receiver, for recovery, 3 newcomer that looks */
bit dead[NS], done[NS], wt[NS], fen[NS];
#ifdef FENCE
byte sb[NS], sbb[NS];           /* store buffer: older and newer stamp */
bit sbf[NS], sbbf[NS];          /* stored after the fence */
#endif
byte kills, rkills, reuse, rlk;
/* ghosts: owner of each unit (+1), start and end of its claim; messages committed, reported, delivered */
byte own[N], ocl[N], oend[N];
byte com[NS], suc[NS], del[NS], lastd[NS], lastp[NS];
bit fin_r;

/* nobody writes into what is not his claim; nobody claims what another may write or the receiver has not passed */
inline WCHK(a,b,start) { i=a; do :: i<b -> assert(own[U(i)]==me+1 && ocl[U(i)]==start); i++ :: else -> break od; i=0 }
inline TAKE(a,b) { i=a; do :: i<b -> assert(own[U(i)]==0); own[U(i)]=me+1; ocl[U(i)]=a; oend[U(i)]=b; i++ :: else -> break od; i=0 }
#if REUSE>0
#define WIPE hmsg[U(i)]=0       /* a newcomer may read an old length */
#else
#define WIPE hmsg[U(i)]=0; hlen[U(i)]=0
#endif
inline FREE(a,b) { i=a; do :: i<b -> own[U(i)]=0; ocl[U(i)]=0; oend[U(i)]=0; WIPE; i++ :: else -> break od; i=0 }

/* a payload lies over the headers that stood there on earlier laps */
#if REUSE>0
inline BODY(a,b) { i=a+1; do :: i<b -> hlen[U(i)]=N+1; i++ :: else -> break od; i=0 }
#else
inline BODY(a,b) { skip }
#endif

proctype S(byte me) {
  byte seq, p, ln, tot, at, i;
next:
  atomic {
    if
    :: seq>=MSGOF(me) -> done[me]=1; goto idle
    :: seq<MSGOF(me) ->
       if :: ln=1
#if MAXL>=2
          :: ln=2
#endif
#if MAXL>=3
          :: ln=3
#endif
       fi
    fi }
try:
  atomic { if DIE
    :: true ->
       p=prod; tot=((U(p)+ln>N) -> N-U(p)+ln : ln);
       if :: p+tot<=N+cc[me] -> goto setint :: else -> goto isfull fi
    fi }
isfull:
  atomic { if DIE
    :: true -> cc[me]=cons; if :: p+tot<=N+cc[me] -> goto setint :: else -> p=0; tot=0 fi
    fi }
#ifndef M_KEEPINTENT
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0 fi }
#endif
  wt[me]=1;
  atomic { if DIE
    :: cons!=cc[me] -> wt[me]=0; goto try
#ifdef FENCE
    :: fen[me] -> wt[me]=0; goto ferr
#endif
#ifdef GIVEUP
    :: wt[me]=0; seq++; ln=0; goto next
#endif
    fi }
setint:
#if !defined(M_NOINTENT) && !defined(M_LATEINTENT)
#if LT<99
  if :: tot<LT -> goto shortint :: else fi;
#ifdef M_LONGLAST
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=LM fi }
  atomic { if DIE :: true -> iext[me]=tot; goto cas fi }
#else
#ifndef M_LONGNONE
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=0 fi }    /* empty, at the same position */
#endif
  atomic { if DIE :: NOSB -> iext[me]=tot fi }
  atomic { if DIE :: true -> ipos[me]=p; ilen[me]=LM; goto cas fi }
#endif
shortint:
#endif
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=tot fi }
#endif
cas:
  atomic { if DIE
    :: NOSB && prod==p -> prod=p+tot; TAKE(p,p+tot); at=p
    :: NOSB && prod!=p -> p=0; tot=0; goto try
    fi }
#ifdef M_LATEINTENT
  atomic { if DIE :: NOSB -> ipos[me]=p; ilen[me]=tot fi }
#endif
write:  /* one record of the claim: wrap padding, message, rest */
  atomic { if DIE
    :: at==p && tot>ln -> WCHK(at,p+tot-ln,p); hlen[U(at)]=tot-ln; hmsg[U(at)]=0
    :: (at>p || tot==ln) && at==p+tot-ln -> WCHK(at,p+tot,p); BODY(at,p+tot); hlen[U(at)]=ln; hmsg[U(at)]=1+me*8+seq
#if defined(SHORT) || defined(BATCH)
    :: (at>p || tot==ln) && at==p+tot-ln && ln>1 -> WCHK(at,at+1,p); hlen[U(at)]=1; hmsg[U(at)]=1+me*8+seq
    :: at>p+tot-ln -> WCHK(at,p+tot,p); hlen[U(at)]=p+tot-at; hmsg[U(at)]=0
#endif
#ifdef BATCH
    :: at>p+tot-ln && seq<MSGOF(me) -> WCHK(at,p+tot,p); BODY(at,p+tot); hlen[U(at)]=p+tot-at; hmsg[U(at)]=1+me*8+seq
    :: at>p+tot-ln && seq<MSGOF(me) && p+tot-at>1 -> WCHK(at,at+1,p); hlen[U(at)]=1; hmsg[U(at)]=1+me*8+seq
#endif
#ifdef ABORT
    :: at==p && tot==ln -> WCHK(at,p+tot,p); hlen[U(at)]=tot; hmsg[U(at)]=0; seq++
#endif
    fi }
  atomic { if DIE
#ifdef FENCE
    :: sbb[me]==0 ->
#else
    :: true ->
#endif
       WCHK(at,at+hlen[U(at)],p);
       i=(hmsg[U(at)]!=0 -> CM(at) : PD(at));
       if :: hmsg[U(at)]!=0 -> com[me]=com[me]|(1<<seq); seq++ :: else fi;
#ifdef FENCE
       if :: sb[me]==0 -> sb[me]=i; sbf[me]=fen[me] :: else -> sbb[me]=i; sbbf[me]=fen[me] fi;
#else
       stamp[U(at)]=i;
#endif
       at=at+hlen[U(at)]; i=0;
       if :: at<p+tot -> goto write :: else -> p=0; tot=0; at=0; ln=0 fi
    fi }
#ifdef FENCE
  atomic { if DIE
    :: fen[me] -> goto ferr
    :: !fen[me] -> assert(!fin_r || (com[me]&del[me])==com[me]); suc[me]=com[me]
    fi }
#endif
  goto next;
ferr:   /* has seen that it is fenced, all of its claim is stamped: takes the intent back */
  atomic { if DIE :: NOSB -> ipos[me]=0; ilen[me]=0; p=0; ln=0; tot=0; at=0; done[me]=1 fi }
idle:
end_idle:
  atomic { if DIE fi };
fin:
#if REUSE>0
  /* p: consumer cursor, then the place in the walk; tot: end of the intent; ln: length */
end_reuse:
  atomic { reuse<REUSE && lk[me]==0 && !fin_r && seq<MSGOF(me) -> reuse++; lk[me]=3; p=cons }
#ifndef M_NOFREERULE
  /* the lock's holder is the only one who could change the intent: one step */
  atomic { if :: ilen[me]==0 -> goto mine :: else -> tot=IE(me) fi }
#ifndef M_NO4TH
  if :: atomic { prod<tot -> goto mine } :: atomic { prod>=tot } fi;
#endif
  atomic { if :: ipos[me]>p -> p=ipos[me] :: else fi }
walk:
  do
  :: atomic { p>=tot -> goto mine }
  :: atomic { p<tot && READY(p) };
     atomic { ln=hlen[U(p)] };
#ifdef M_NOLOOK2
     atomic { p=p+ln; ln=0 }
#else
     atomic { if :: cons>p -> p=cons :: else -> p=p+ln fi; ln=0 }     /* the length is of the record only if it has not been passed */
#endif
  :: atomic { p<tot && !READY(p) };
#ifndef M_NOLOOK2
     if :: atomic { cons>p -> p=cons; goto walk } :: atomic { cons<=p } fi;
#endif
     atomic { p=0; tot=0; ln=0; lk[me]=0; goto fin }
  od;
#endif
mine:
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
#ifdef M_NO4TH
#define FINI(s) (W4(MX(s),IE(s)))
#else
#define FINI(s) (prod<IE(s) || W4(MX(s),IE(s)))
#endif
#define HELD(s) (fen[s] && lk[s]==1 && ilen[s]!=0 && ipos[s]<rp && !FINI(s))
#ifdef M_NOPIN
#define PIN(s) (rp)
#else
#define PIN(s) (HELD(s) -> MX(s) : rp)
#endif
#define MIN(a,b) ((a)<(b) -> (a) : (b))
#define GR(s) (ce[s]==0 || lk[s]==2 || sb[s]==0 || sbf[s])
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
#define GONE(s) (dead[s] || done[s])
#if NS==3
#define ALLGONE (GONE(0)&&GONE(1)&&GONE(2))
#else
#define ALLGONE (GONE(0)&&GONE(1))
#endif
#if RDIE>0
#define RD :: rkills<RDIE -> rkills++; goto rdead
#else
#define RD
#endif

/* padding is written only over what proven dead senders own, up to the true end, and over no message */
inline PADCHK(a,b) { i=a; do :: i<b -> assert(own[U(i)]!=0 && lk[own[U(i)]-1]==2 && stamp[U(i)]!=CM(i) && oend[U(i)]==q); i++ :: else -> break od; i=0 }

proctype R(byte id) {
  byte rp, pc, q, lq, i, s, m;
  byte ce[NS], st[NS];
#ifdef M_STAMPFIRST
  byte sm;
#endif
  bit lim;                      /* the consumer cursor may not follow without a look */
  bit gd;                       /* the grace period for rp is over */
#ifdef M_STALERX
  atomic { id==0 || rlk==1 -> rlk=1; lim=1; rp=(cons>rpub -> cons : rpub) }
#else
  /* the receiver's slot: after the last one's death only */
end_rw:
  atomic { rlk==0 -> rlk=1; lim=1; rp=(cons>rpub -> cons : rpub);
    s=0; do :: s<NS -> lastd[s]=lastp[s]; s++ :: else -> break od; s=0 }
#endif
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
       assert(m!=0 && (hmsg[U(rp)]==m || hmsg[U(rp)]==0 && own[U(rp)]==0));         /* no torn read */
       s=(m-1)/8; m=(m-1)%8;
       assert(com[s] & (1<<m));                            /* nothing that was not committed */
#ifndef M_STALERX
       assert(m+1>lastd[s]);                               /* once, in order */
#endif
       lastd[s]=m+1; del[s]=del[s]|(1<<m);
       assert(hlen[U(rp)]>0 || own[U(rp)]==0);
       rp=rp+hlen[U(rp)]; gd=0; s=0; m=0; goto loop fi }
  :: atomic { MORE ->
       if :: lim -> rpub=rp; q=rp; s=0; do :: s<NS -> lastp[s]=lastd[s]; s++ :: else -> break od; s=0; goto limit
          :: else -> assert(rp>=cons); FREE(cons,rp); cons=rp; s=0; do :: s<NS -> lastp[s]=lastd[s]; s++ :: else -> break od; s=0; goto loop
       fi }
  :: atomic { !READY(rp) && rp<prod -> pc=prod; goto pass }
  :: atomic { rp==prod && !MORE && ALLGONE && lk[0]!=3 && lk[1]!=3 && lk[NS-1]!=3 ->
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
#ifdef FENCE
#ifdef FENCEANY
  :: atomic { lk[0]!=0 && !fen[0] -> fen[0]=1; goto loop }
  :: atomic { lk[1]!=0 && !fen[1] -> fen[1]=1; goto loop }
  :: atomic { lk[NS-1]!=0 && !fen[NS-1] -> fen[NS-1]=1; goto loop }
#endif
#ifdef CLOSEV
  :: atomic { rp==prod && !READY(rp) -> fen[0]=1; fen[1]=1; fen[NS-1]=1 };           /* all stale: fence all, then look */
     atomic { if :: prod==rp -> s=0; do :: s<NS -> assert((suc[s]&del[s])==suc[s]); s++ :: else -> break od; s=0; fin_r=1; goto end
                 :: else -> goto loop fi }
#endif
#endif
  fi;
limit:  /* how far the consumer cursor may follow: slot by slot */
#ifdef FENCE
  do
  :: atomic { s<NS -> if :: PIN(s)<q -> q=PIN(s) :: else fi; s++ }
  :: atomic { s>=NS -> s=0; break }
  od;
#endif
  atomic { if RD :: true -> if :: q!=cons -> assert(q>cons); FREE(cons,q); cons=q :: else fi; lim=(q!=rp); q=0; goto loop fi }
pass:
#ifdef M_STAMPFIRST
  i=1; do :: atomic { i<N -> if :: READY(rp+i) -> sm=sm|(1<<i) :: else fi; i++ } :: atomic { i>=N -> i=0; break } od;
#endif
  s=0;
  do
  :: atomic { s<NS ->
#if LT<99
       i=ipos[s]; m=ilen[s]; if :: m==LM :: else -> goto haveint fi };
     atomic { q=iext[s] };
#ifdef M_LONGONCE
     atomic { m=q; q=0;
#else
     atomic { if :: ipos[s]!=i || ilen[s]!=LM -> q=0; i=0; m=0; goto again :: else -> m=q; q=0 fi;
#endif
haveint:
       if :: m!=0 && i<=rp && i+m>rp -> ce[s]=i+m; st[s]=0
          :: else -> ce[s]=0; if :: i>rp -> st[s]=i :: else -> st[s]=0 fi
       fi; s++; i=0; m=0; 
again: skip }
#else
       if :: ilen[s]!=0 && ipos[s]<=rp && ipos[s]+ilen[s]>rp -> ce[s]=ipos[s]+ilen[s]
          :: else -> ce[s]=0; if :: ilen[s]!=0 && ipos[s]>rp -> st[s]=ipos[s] :: else -> st[s]=0 fi
       fi; s++ }
#endif
  :: atomic { s>=NS -> s=0; break }
  od;
#ifdef M_LARGEST
  lq=254;
#else
  lq=rp;
#endif
  do
  :: atomic { true ->
#ifdef M_LARGEST
       q=0; s=0; do :: s<NS -> if :: ce[s]<lq && ce[s]>q && ce[s]<=pc -> q=ce[s] :: else fi; s++ :: else -> break od; s=0; q=(q==0->255:q);
#else
       q=255; s=0; do :: s<NS -> if :: ce[s]>lq && ce[s]<q -> q=ce[s] :: else fi; s++ :: else -> break od; s=0;
#endif
       if :: q>pc -> assert(READY(rp)); goto back   /* no wedge: a record without an owner to be found */
          :: else fi;
       if :: q==pc -> goto found :: else fi;
       s=0; do :: s<NS -> if :: st[s]==q -> s=0; goto found :: else fi; s++ :: else -> break od; s=0 }
#ifdef M_STAMPFIRST
     atomic { if :: q<rp+N && (sm & (1<<(q-rp))) -> goto found :: else -> lq=q fi }
#else
     atomic { if :: READY(q) -> goto found :: else -> lq=q fi }
#endif
  od;
found:
  atomic { assert(READY(rp) || q==oend[U(rp)]);             /* the boundary is the true one */
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
             if :: fen[s]=1; pc=1                           /* fenced, or stale: fence it */
                :: goto back                                /* not stale yet */
             fi
#else
             /* no wedge: whoever holds a position up moves on */
             assert(READY(rp) || !(wt[s]||done[s]) || !(ilen[s]!=0 && ipos[s]<=rp && IE(s)>rp));
             goto back
#endif
       fi; s++
    :: else -> break
    od; s=0 }
#ifdef FENCE
#ifndef M_PADSTALE
  if :: pc==0 -> goto proven :: else fi;
  atomic { if RD :: READY(rp) -> goto back :: else fi }
#ifndef M_NOGRACE
  /* the first look begins the grace period, the look after its end passes over */
  if :: gd :: else -> atomic { GRACE -> gd=1; goto back } fi;
#endif
  atomic { if RD :: true -> rp=q; lim=1; gd=0; goto back fi }
#endif
proven:
#endif
#ifndef M_NOREREAD
  atomic { if :: READY(rp) -> goto back :: else fi }
#endif
pad:    /* padding up to the end of the lap, then the rest */
  lq=((U(rp)+q-rp>N) -> rp+N-U(rp) : q);
  atomic { if RD :: true -> PADCHK(rp,lq); hlen[U(rp)]=lq-rp fi }
  atomic { if RD :: true -> PADCHK(rp,lq); hmsg[U(rp)]=0; stamp[U(rp)]=PD(rp); if :: lq==q -> goto back :: else fi fi }
  atomic { if RD :: true -> PADCHK(lq,q); hlen[U(lq)]=q-lq fi }
  atomic { if RD :: true -> PADCHK(lq,q); hmsg[U(lq)]=0; stamp[U(lq)]=PD(lq) fi }
back:
  atomic { pc=0; q=0; lq=0; i=0; m=0;
#ifdef M_STAMPFIRST
    sm=0;
#endif
    s=0; do :: s<NS -> ce[s]=0; st[s]=0; if :: lk[s]==2 -> lk[s]=0 :: else fi; s++ :: else -> break od; s=0; goto loop }
#if RDIE>0
rdead:  /* the kernel gives its locks back */
  atomic { pc=0; q=0; lq=0; i=0; m=0; rp=0; lim=0; gd=0; rlk=0;
    s=0; do :: s<NS -> ce[s]=0; st[s]=0; if :: lk[s]==2 -> lk[s]=0 :: else fi; s++ :: else -> break od; s=0 }
#endif
end:
end_r:
  false
}

#ifdef FENCE
inline DRAIN(k) {
  assert(own[U((sb[k]-1)/2)]==k+1);     /* a late stamp hits only its owner's memory */
  stamp[U((sb[k]-1)/2)]=sb[k]; sb[k]=sbb[k]; sbf[k]=sbbf[k]; sbb[k]=0; sbbf[k]=0
}
proctype FL() {   /* store buffers drain at any time, in order */
end_fl:
  do
  :: atomic { sb[0]!=0 -> DRAIN(0) }
  :: atomic { sb[1]!=0 -> DRAIN(1) }
#if NS==3
  :: atomic { sb[2]!=0 -> DRAIN(2) }
#endif
  od
}
#endif

init { atomic {
  byte k=0;
  do :: k<NS -> lk[k]=1; k++ :: else -> break od;
  run S(0); run S(1);
#if NS==3
  run S(2);
#endif
  run R(0);
#if RDIE>0 || defined(M_STALERX)
  run R(1);
#endif
#if RDIE>1
  run R(2);
#endif
#ifdef FENCE
  run FL()
#endif
} }
#ifdef LIVE
ltl ends { <> fin_r }           /* with weak fairness: the channel is drained in the end */
#endif
