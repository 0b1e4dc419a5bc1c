import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy in front of the server's WebSocket port that behaves like a bad network. */
export interface Proxy {
  /** The address to connect to, in place of the server's. */
  readonly url: string;
  /** Milliseconds by which each piece is delayed, in each direction. */
  delay: number;
  /** Is given each piece of the server's answers, and may change it. */
  garble: (piece: Buffer) => void;
  /** How many connections were made. */
  readonly connections: () => number;
  /** Cuts all connections. */
  cut(): void;
  /** Stops all data, and neither end notices. */
  stall(): void;
  /** Lets data pass again on new connections. */
  resume(): void;
  close(): Promise<void>;
}

export async function startProxy(target: string): Promise<Proxy> {
  const { hostname, port, pathname } = new URL(target);
  const sockets = new Set<Socket>();
  let stalled = false;
  let count = 0;

  const server = createServer((client) => {
    count += 1;
    const upstream = connect({ host: hostname, port: Number(port) });
    let dead = false;
    const both = [client, upstream];
    for (const socket of both) {
      socket.setNoDelay(true);
      sockets.add(socket);
      // A broken pipe ends the other side too: `close` follows.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        both.forEach((one) => one.destroy());
      });
    }
    const pass = (from: Socket, to: Socket, change: (piece: Buffer) => void): void => {
      from.on('data', (piece: Buffer) => {
        // A stalled connection stays dead, also when the network is back.
        dead ||= stalled;
        if (dead) {
          return;
        }
        change(piece);
        setTimeout(() => to.writable && to.write(piece), proxy.delay);
      });
    };
    pass(client, upstream, () => {});
    pass(upstream, client, (piece) => proxy.garble(piece));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const proxy: Proxy = {
    url: `ws://127.0.0.1:${String((server.address() as AddressInfo).port)}${pathname}`,
    delay: 0,
    garble: () => {},
    connections: () => count,
    cut: () => sockets.forEach((socket) => socket.destroy()),
    stall: () => {
      stalled = true;
    },
    resume: () => {
      stalled = false;
    },
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
  return proxy;
}

/** Random numbers with a seed, so that a failure can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
