package dev.ghostlane.cli.npy;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/// A file in memory.
final class BytesChannel implements SeekableByteChannel {
    private final ByteBuffer bytes;
    private boolean closed;

    BytesChannel(byte[] bytes) { this.bytes = ByteBuffer.wrap(bytes); }

    @Override
    public int read(ByteBuffer to) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(bytes.remaining(), to.remaining());
        to.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public int write(ByteBuffer from) { throw new NonWritableChannelException(); }

    @Override
    public long position() { return bytes.position(); }

    @Override
    public SeekableByteChannel position(long position) {
        bytes.position(Math.toIntExact(position));
        return this;
    }

    @Override
    public long size() { return bytes.capacity(); }

    @Override
    public SeekableByteChannel truncate(long size) { throw new NonWritableChannelException(); }

    @Override
    public boolean isOpen() { return !closed; }

    @Override
    public void close() { closed = true; }
}
