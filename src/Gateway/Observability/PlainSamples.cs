namespace AudioRooms.Gateway.Observability;

/// <summary>
/// Passes Prometheus text on without empty braces after a sample's name. The exporter writes <c>rooms{} 0</c>, which the format
/// allows, but simple readers look for <c>rooms 0</c> at the start of a line. One per response; not thread-safe.
/// </summary>
/// <param name="inner">Receives the text; not disposed with this object.</param>
internal sealed class PlainSamples(Stream inner) : Stream
{
    // Kept between writes, because a write may end anywhere in a line.
    private State state = State.Name;

    private enum State
    {
        /// <summary>At the start of a line, or in the name of a sample.</summary>
        Name,

        /// <summary>After an opening brace that is not written yet.</summary>
        Brace,

        /// <summary>In the labels, the value or a comment, where braces are part of the text.</summary>
        Rest,
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => inner.Write(Pass(buffer.AsSpan(offset, count)).Span);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(Pass(buffer.Span), cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private ReadOnlyMemory<byte> Pass(ReadOnlySpan<byte> text)
    {
        // One byte more, for a brace at the end of the previous write.
        var passed = new byte[text.Length + 1];
        var length = 0;
        foreach (var character in text)
        {
            var before = state;
            state = Next(before, character);
            if (before == State.Brace && character != (byte)'}')
            {
                passed[length++] = (byte)'{';
            }

            if (state != State.Brace && !(before == State.Brace && character == (byte)'}'))
            {
                passed[length++] = character;
            }
        }

        return passed.AsMemory(0, length);
    }

    private static State Next(State state, byte character) => (state, character) switch
    {
        (_, (byte)'\n') => State.Name,
        (State.Name, (byte)'{') => State.Brace,
        (State.Name, (byte)' ' or (byte)'#') => State.Rest,
        (State.Name, _) => State.Name,
        _ => State.Rest,
    };
}
