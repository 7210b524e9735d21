"""Peers that keep to no protocol: frames of garbage, sockets that say half a
greeting, HTTP that is none, and clients that take all the time there is."""
import random
import socket

import zmq

import paths  # noqa: F401
import flood
import noise
from parts import Part

TURN_SECONDS = 1.0
HELD = 24  # connections that stay open for a while, at most
FRAMES = 60
SOCKET_SECONDS = 5

HTTP_NONSENSE = (
    b"\r\n\r\n\r\n", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\0" * 300,
    b"GET /v1/figures?limit=%FF&place=%E6 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /v1/figures?cursor=" + b"A" * 5000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-More: 1\r\n" * 5000 + b"\r\n",
    b"POST /v1/dead/retry HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999999999999\r\n\r\nx",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\nx",
    b"GET /v1/reports HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 40,  # answers nobody reads
    b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",  # and one byte at a time
)


class Strangers(Part):
    def __init__(self, findings, cast, book, seed):
        super().__init__(findings)
        self.sites, self.book = (cast.source, cast.copy), book
        self.chance = random.Random(f"{seed} strangers")
        self.envelopes = noise.good_envelopes()
        self.held = []

    def pause_seconds(self):
        return self.chance.uniform(0, 2 * TURN_SECONDS)

    def turn(self):
        act = self.chance.choice((self.frames, self.silent_reader, self.half_greeting, self.http))
        try:
            act()
        except OSError:
            self.book.count("strangers at a closed door")  # a program is just starting
        self.book.count(f"strangers, {act.__name__}")
        self.dribble()

    def run(self):
        with zmq.Context() as self.context:
            super().run()
            for peer in self.held:
                peer.close()

    def dealer(self, conversation, rcvhwm):
        dealer = self.context.socket(zmq.DEALER)
        dealer.linger, dealer.rcvhwm = 0, rcvhwm
        dealer.connect(self.sites[0].endpoint(conversation))
        return dealer

    def send(self, conversation, messages, rcvhwm=1000, listens=True):
        with self.dealer(conversation, rcvhwm) as dealer:
            for frames in messages:
                try:
                    dealer.send_multipart(frames, zmq.DONTWAIT)
                except zmq.Again:
                    break
            while dealer.poll(200) and listens:
                dealer.recv_multipart()

    def frames(self):
        conversation = self.chance.choice(noise.CONVERSATIONS)
        spoilt = [frames for envelope in self.envelopes
                  for frames in noise.spoilt(envelope, self.chance)]
        self.send(conversation, self.chance.sample(spoilt, FRAMES)
                  + [noise.random_frames(self.chance) for _ in range(FRAMES)])

    def silent_reader(self):
        """Asks and asks, and reads no answer."""
        conversation = self.chance.choice(("control", "query"))
        question = self.envelopes[3 if conversation == "control" else 4]
        self.send(conversation, [[question]] * FRAMES, rcvhwm=1, listens=False)

    def half_greeting(self):
        """Over the socket itself, with a frame too large now and then."""
        conversation = self.chance.choice(noise.CONVERSATIONS)
        peer = socket.socket(socket.AF_UNIX)
        peer.settimeout(SOCKET_SECONDS)
        self.hold(peer)
        peer.connect(self.sites[0].endpoint(conversation).removeprefix("ipc://"))
        opening = self.chance.choice(flood.OPENINGS)
        peer.send(self.chance.randbytes(64) if opening is None else opening)

    def http(self):
        peer = socket.socket()
        peer.settimeout(SOCKET_SECONDS)
        self.hold(peer)
        peer.connect(self.chance.choice(self.sites).address)
        peer.send(self.chance.choice(HTTP_NONSENSE))

    def hold(self, peer):
        self.held.append(peer)
        if len(self.held) > HELD:
            self.held.pop(self.chance.randrange(HELD)).close()

    def dribble(self):
        """A byte more from each that is still there."""
        for peer in self.held:
            try:
                peer.send(b"x", socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
            except OSError:
                pass  # it was cut, as it should be
