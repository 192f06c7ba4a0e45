using System.Buffers.Binary;

namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>
/// Voice packets on UDP: the lowest byte of the nonce, three bytes of the tag, then the encrypted content. Each side increments
/// its nonce (little-endian) before every packet, and the other side infers the higher bytes. Not thread-safe.
/// </summary>
internal sealed class VoiceCrypt : IDisposable
{
    public const int HeaderBytes = 4;
    private const int TagBytes = HeaderBytes - 1;

    private readonly Ocb2 cipher;
    private UInt128 sent;
    private UInt128 received;

    /// <summary>Keys from the server's CryptSetup message. The client's nonce is for packets that the client sends.</summary>
    public VoiceCrypt(byte[] key, ReadOnlySpan<byte> clientNonce, ReadOnlySpan<byte> serverNonce)
    {
        cipher = new Ocb2(key);
        sent = BinaryPrimitives.ReadUInt128LittleEndian(clientNonce);
        received = BinaryPrimitives.ReadUInt128LittleEndian(serverNonce);
    }

    /// <summary>Encrypts a packet and returns its length, which is <see cref="HeaderBytes"/> more than the content's.</summary>
    public int Encrypt(ReadOnlySpan<byte> plain, Span<byte> packet)
    {
        sent++;
        Span<byte> nonce = stackalloc byte[Ocb2.BlockBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(nonce, sent);
        var tag = cipher.Encrypt(nonce, plain, packet[HeaderBytes..]);
        packet[0] = nonce[0];
        WriteTag(tag, packet[1..]);
        return plain.Length + HeaderBytes;
    }

    /// <summary>Decrypts a packet; false if it is not genuine. Packets may be lost, or be late by fewer than 128.</summary>
    public bool TryDecrypt(ReadOnlySpan<byte> packet, Span<byte> plain, out int length)
    {
        length = packet.Length - HeaderBytes;
        if (length < 0 || length > Ocb2.TextBytesMax)
        {
            return false;
        }

        // How far the packet is ahead of the newest one, by the lowest byte of its nonce.
        var ahead = unchecked((sbyte)(packet[0] - (byte)received));
        var guess = unchecked(received + (UInt128)(Int128)ahead);
        Span<byte> nonce = stackalloc byte[Ocb2.BlockBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(nonce, guess);
        Span<byte> tag = stackalloc byte[TagBytes];
        WriteTag(cipher.Decrypt(nonce, packet[HeaderBytes..], plain), tag);
        if (!tag.SequenceEqual(packet[1..HeaderBytes]))
        {
            return false;
        }

        received = ahead > 0 ? guess : received;
        return true;
    }

    public void Dispose() => cipher.Dispose();

    private static void WriteTag(UInt128 tag, Span<byte> to)
    {
        Span<byte> whole = stackalloc byte[Ocb2.BlockBytes];
        BinaryPrimitives.WriteUInt128BigEndian(whole, tag);
        whole[..TagBytes].CopyTo(to);
    }
}
