import { expect, it, vi } from "vitest";
import { failed } from "../../src/cli/failed.js";
import { DiskError } from "../../src/index.js";

it("what a disk does not give back is no bug: it is told in two lines, with the status of what is incomplete", () => {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const status = failed(new DiskError("EIO"));
  stderr.mockRestore();
  expect(status).toBe(3);
  expect(written.join("")).toBe(
    "error: the disk does not give back what the search has put there (EIO), so what was found cannot be told\n" +
      "  With --spill it writes to another folder, with more --memory it writes less.\n",
  );
});
