/** The command line as a person of its own: AUDIOROOMS_CLI is the path of a built AudioRooms.Cli.dll. */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

export class CommandLine {
  readonly #grpc: string;
  readonly #home: string;
  readonly #running: ChildProcess[] = [];

  private constructor(grpc: string, home: string) {
    this.#grpc = grpc;
    this.#home = home;
  }

  /** Signs somebody up at a server, by its gRPC address. */
  static async signedUp(grpc: string, handle: string, name: string): Promise<CommandLine> {
    const person = new CommandLine(grpc, await mkdtemp(path.join(tmpdir(), "audiorooms-cli-")));
    await person.run("signup", "--handle", handle, "--name", name);
    return person;
  }

  /** Runs a command to its end; resolves to what it printed. */
  async run(...words: readonly string[]): Promise<string> {
    const command = this.#start(words);
    let printed = "";
    command.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    const code = await new Promise((resolve) => command.once("close", resolve));
    if (code !== 0) {
      throw new Error(`audiorooms ${words.join(" ")} ended with ${String(code)}: ${printed}`);
    }

    return printed.trim();
  }

  /** Runs a command until `close`. */
  start(...words: readonly string[]): void {
    this.#start(words).stdout?.resume();
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#running
        .filter((command) => command.exitCode === null && command.signalCode === null)
        .map((command) => {
          const ended = new Promise((resolve) => command.once("exit", resolve));
          command.kill("SIGTERM");
          return ended;
        }),
    );
    await rm(this.#home, { recursive: true });
  }

  #start(words: readonly string[]): ChildProcess {
    const dll = process.env.AUDIOROOMS_CLI;
    if (dll === undefined) {
      throw new Error("AUDIOROOMS_CLI must be the path of a built AudioRooms.Cli.dll.");
    }

    const command = spawn("dotnet", [dll, ...words, "--server", this.#grpc], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, XDG_CONFIG_HOME: this.#home, AUDIOROOMS_PASSWORD: "correct horse battery" },
    });
    this.#running.push(command);
    return command;
  }
}
