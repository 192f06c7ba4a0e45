/** A server of one's own: AUDIOROOMS_SILO is the path of a built AudioRooms.Silo.dll. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

export interface Silo {
  /** Its HTTP address. */
  readonly server: string;
  /** Its gRPC address. */
  readonly grpc: string;
  /** Ends it as a power cut does, and starts it again at the same addresses; resolves when it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SiloOptions {
  /** Of the command line, besides ports and the data folder. */
  readonly options?: readonly string[];
  /** Of the environment. */
  readonly settings?: Readonly<Record<string, string>>;
}

export async function startSilo({ options = ["--demo"], settings = {} }: SiloOptions = {}): Promise<Silo> {
  const start = (data: string, http: string, grpc: string): Promise<Running> => run({ data, http, grpc, options, settings });
  const data = await mkdtemp(path.join(tmpdir(), "audiorooms-"));
  let running = await start(data, "0", "0");
  const { http, grpc } = running;
  return {
    server: `http://127.0.0.1:${http}`,
    grpc: `http://127.0.0.1:${grpc}`,
    restart: async () => {
      await end(running.process, "SIGKILL");
      running = await start(data, http, grpc);
    },
    stop: async () => {
      await end(running.process, "SIGTERM");
      await rm(data, { recursive: true });
    },
  };
}

interface Running {
  readonly process: ChildProcess;
  readonly http: string;
  readonly grpc: string;
}

async function run({
  data,
  http,
  grpc,
  options,
  settings,
}: Required<SiloOptions> & { readonly data: string; readonly http: string; readonly grpc: string }): Promise<Running> {
  const dll = process.env.AUDIOROOMS_SILO;
  if (dll === undefined) {
    throw new Error("AUDIOROOMS_SILO must be the path of a built AudioRooms.Silo.dll.");
  }

  const silo = spawn("dotnet", [dll, ...options, "--data", data, "--http", http, "--grpc", grpc], {
    stdio: ["ignore", "pipe", "inherit"],
    // A server takes every AUDIOROOMS_ variable for a setting of its own.
    env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AUDIOROOMS_"))), ...settings },
  });
  for await (const line of createInterface(silo.stdout)) {
    const ready = /^ready http=\S+:(\d+) grpc=\S+:(\d+)/.exec(line);
    if (ready?.[1] !== undefined && ready[2] !== undefined) {
      silo.stdout.resume();
      return { process: silo, http: ready[1], grpc: ready[2] };
    }
  }

  throw new Error("The server ended before it was ready.");
}

async function end(silo: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = new Promise((resolve) => silo.once("exit", resolve));
  silo.kill(signal);
  await ended;
}
