import { spawnSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/** Whether this process may mount: as root, outside of most containers. */
export const canMount = process.getuid?.() === 0 && process.platform === "linux" && tryMount();

/** A file system of a fixed size, in memory, that can be filled to its last byte. */
export class SmallDisk implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async mount(megabytes: number): Promise<SmallDisk> {
    const folder = await mkdtemp(path.join(tmpdir(), "causerie-faults-disk-"));
    if (!mount(folder, megabytes)) throw new Error("A small file system could not be mounted");
    return new SmallDisk(folder);
  }

  /** Leaves room for `leaveBytes` and no more. */
  async fill(leaveBytes = 0): Promise<void> {
    const { bavail, bsize } = await statfs(this.folder);
    const size = Math.max(0, bavail * bsize - leaveBytes);
    const file = openSync(this.#ballast, "w");
    // A sparse file would take no room.
    const block = Buffer.alloc(65_536, 1);
    for (let written = 0; written < size; written += block.length) {
      writeSync(file, block, 0, Math.min(block.length, size - written));
    }
    closeSync(file);
  }

  /** Gives back what `fill` took. */
  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    spawnSync("umount", ["--lazy", this.folder]);
    await rm(this.folder, { recursive: true, force: true });
  }

  get #ballast(): string {
    return path.join(this.folder, "ballast");
  }
}

function mount(folder: string, megabytes: number): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]).status === 0;
}

function tryMount(): boolean {
  const folder = spawnSync("mktemp", ["-d"], { encoding: "utf8" }).stdout.trim();
  const mounted = folder !== "" && mount(folder, 1);
  if (mounted) spawnSync("umount", [folder]);
  rmSync(folder, { recursive: true, force: true });
  return mounted;
}
