using AudioRooms.Audio.Ogg;

namespace AudioRooms.Audio.Tests.Ogg;

/// <summary>A header page, and then pages of one packet that never ends.</summary>
internal sealed class EndlessPages(byte[] start) : Stream
{
    private byte[] page = start;
    private int offset;
    private uint sequence = 1;

    public long BytesRead { get; private set; }

    /// <summary>Bytes that the pages themselves allocated.</summary>
    public long Allocated { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => BytesRead; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int bufferOffset, int count) => Read(buffer.AsSpan(bufferOffset, count));

    public override int Read(Span<byte> buffer)
    {
        if (offset == page.Length)
        {
            page = NextPage();
            offset = 0;
        }

        var count = Math.Min(buffer.Length, page.Length - offset);
        page.AsSpan(offset, count).CopyTo(buffer);
        offset += count;
        BytesRead += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long target, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int bufferOffset, int count) => throw new NotSupportedException();

    private byte[] NextPage()
    {
        var bytes = new byte[27 + 255 + (255 * 255)];
        Allocated += bytes.Length + 24;
        "OggS"u8.CopyTo(bytes);
        bytes[5] = (byte)(sequence > 1 ? 1 : 0);
        bytes.AsSpan(6, 8).Fill(255);
        bytes[14] = 1;
        BitConverter.TryWriteBytes(bytes.AsSpan(18), sequence++);
        bytes.AsSpan(26, 256).Fill(255);
        BitConverter.TryWriteBytes(bytes.AsSpan(22), OggCrc.Append(0, bytes));
        return bytes;
    }
}
