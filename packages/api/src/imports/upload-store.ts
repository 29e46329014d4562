import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError, isId } from "@causerie/core";

export type UploadStore = ReturnType<typeof createUploadStore>;

const extension = ".upload";

/**
 * The files that people upload, each named by its import, readable by the server's own user alone.
 *
 * What was written of a part before its connection broke stays: an upload goes on at the byte where the file ends.
 */
export function createUploadStore({ directory }: { directory: string }) {
  const writing = new Set<string>();

  function fileOf(id: string): string {
    if (!isId("import", id)) throw new AppError("NOT_FOUND", { message: "malformed id" });
    return path.join(directory, `${id}${extension}`);
  }

  async function makeDirectory(): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const { uid } = await lstat(directory).then((found) => {
      if (!found.isDirectory()) throw new AppError("UNAVAILABLE", { message: "the imports' folder is no folder" });
      return found;
    });
    // In a folder that others may write to, someone could have made it first, to read what people upload.
    if (process.getuid && uid !== process.getuid()) {
      throw new AppError("UNAVAILABLE", { message: "the imports' folder belongs to another user" });
    }
  }

  return {
    fileOf,

    /** How much of the file is here; 0 when there is none. */
    async sizeOf(id: string): Promise<number> {
      return stat(fileOf(id)).then(
        ({ size }) => size,
        () => 0,
      );
    },

    async has(id: string): Promise<boolean> {
      return stat(fileOf(id)).then(
        () => true,
        () => false,
      );
    },

    /**
     * Appends to the file.
     *
     * @param part.offset where the part begins; must be where the file ends.
     * @param part.maxBytes how large the file may become.
     * @returns the file's size after it.
     * @throws {AppError} UPLOAD_OFFSET_WRONG with `offset`, where it must begin; CONFLICT while another part is written;
     *   PAYLOAD_TOO_LARGE; STORAGE_FULL.
     */
    async append(
      id: string,
      part: { offset: number; maxBytes: number; chunks: AsyncIterable<Uint8Array> },
    ): Promise<number> {
      if (writing.has(id)) throw new AppError("CONFLICT", { message: "another part is being written" });
      writing.add(id);
      try {
        await makeDirectory();
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NOFOLLOW;
        await using handle = await open(fileOf(id), flags, 0o600);
        const { size } = await handle.stat();
        if (size !== part.offset) throw new AppError("UPLOAD_OFFSET_WRONG", { params: { offset: size } });
        let at = size;
        for await (const chunk of part.chunks) {
          if (at + chunk.length > part.maxBytes)
            throw new AppError("PAYLOAD_TOO_LARGE", { params: { limit: part.maxBytes } });
          await handle.write(chunk, 0, chunk.length, at);
          at += chunk.length;
        }
        return at;
      } catch (cause) {
        if (cause instanceof Error && "code" in cause && (cause.code === "ENOSPC" || cause.code === "EDQUOT")) {
          throw new AppError("STORAGE_FULL", { message: "the imports' folder has no room", cause });
        }
        throw cause;
      } finally {
        writing.delete(id);
      }
    },

    async remove(id: string): Promise<void> {
      await rm(fileOf(id), { force: true });
    },

    /** The imports of which a file is here, and when it was last written to. */
    async list(): Promise<{ id: string; modified: Date }[]> {
      const names = await readdir(directory).catch(() => []);
      const ids = names.filter((name) => name.endsWith(extension)).map((name) => name.slice(0, -extension.length));
      const files: { id: string; modified: Date }[] = [];
      for (const id of ids.filter((each) => isId("import", each))) {
        const found = await stat(fileOf(id)).catch(() => null);
        if (found) files.push({ id, modified: found.mtime });
      }
      return files;
    },
  };
}
