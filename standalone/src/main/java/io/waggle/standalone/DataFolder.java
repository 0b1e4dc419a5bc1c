package io.waggle.standalone;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The data folder, locked for this process until it is closed. The operating system frees the lock of a killed process. */
record DataFolder(Path path, FileChannel lock) implements AutoCloseable {

    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            return new DataFolder(path, lock(path));
        } catch (FileAlreadyExistsException noFolder) {
            throw new Problem("--data " + path + " is a file: give a folder", noFolder);
        } catch (AccessDeniedException denied) {
            throw new Problem("cannot write to " + path + ": give another folder with --data DIR", denied);
        } catch (FileSystemException fault) {
            throw new Problem("cannot use " + path + ": " + fault.getReason(), fault);
        } catch (IOException fault) {
            throw new Problem("cannot use " + path + ": " + fault.getMessage(), fault);
        }
    }

    /** Refuses data that a newer Waggle has written; otherwise records this version in the folder. */
    void claim(int version) {
        Path file = path.resolve("waggle.version");
        try {
            int found = Files.exists(file) ? parse(Files.readString(file)) : 0;
            if (found > version) {
                throw new Problem("the data in " + path + " were written by a newer Waggle (data version " + found
                        + ", this one reads " + version + "): update Waggle, or give another folder with --data DIR");
            }
            if (found < version) {
                Files.writeString(file, version + "\n");
            }
        } catch (IOException fault) {
            throw new Problem("cannot use " + file + ": " + fault.getMessage(), fault);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private int parse(String text) {
        String number = text.strip();
        if (!number.matches("[0-9]{1,9}")) {
            throw new Problem(path.resolve("waggle.version") + " has no version: give another folder with --data DIR");
        }
        return Integer.parseInt(number);
    }

    private static FileChannel lock(Path path) throws IOException {
        Path file = path.resolve("waggle.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            throw new Problem(
                    "another Waggle (process " + Files.readString(file).strip() + ") runs on " + path
                            + ": stop it, or give another folder with --data DIR");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }
}
