using System.Buffers.Binary;
using System.Security.Cryptography;

namespace AudioRooms.Benchmarks.Peers.Mumble;

/// <summary>
/// OCB 2 with AES-128 (draft-krovetz-ocb-00), the encryption of Mumble's voice packets. It has since been broken (eprint
/// 2019/311); here it only serves to talk to a server that uses it. Not thread-safe.
/// </summary>
internal sealed class Ocb2 : IDisposable
{
    public const int BlockBytes = 16;

    /// <summary>More bytes than any voice packet has.</summary>
    public const int TextBytesMax = 64 * BlockBytes;

    // The polynomial x^128 + x^7 + x^2 + x + 1 without its first term.
    private const byte Reduction = 0x87;

    private readonly Aes aes;
    private readonly ICryptoTransform encryptor;
    private readonly ICryptoTransform decryptor;
    private readonly byte[] blocks = new byte[TextBytesMax];

    public Ocb2(byte[] key)
    {
        aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        encryptor = aes.CreateEncryptor();
        decryptor = aes.CreateDecryptor();
    }

    /// <summary>Encrypts and returns the tag.</summary>
    /// <param name="nonce">16 bytes, different for every packet.</param>
    /// <param name="plain">At most <see cref="TextBytesMax"/> bytes.</param>
    /// <param name="cipher">Receives as many bytes.</param>
    public UInt128 Encrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher)
    {
        var (offset, whole) = (EncryptBlock(Read(nonce)), WholeBytes(plain.Length));
        var (delta, checksum) = (offset, UInt128.Zero);
        for (var i = 0; i < whole; i += BlockBytes)
        {
            delta = Double(delta);
            var block = Read(plain[i..]);
            checksum ^= block;
            BinaryPrimitives.WriteUInt128BigEndian(blocks.AsSpan(i), block ^ delta);
        }

        Transform(encryptor, whole);
        Unmask(offset, whole, cipher);
        delta = Double(delta);
        var tail = plain[whole..];
        Span<byte> pad = stackalloc byte[BlockBytes];
        Pad(delta, tail.Length, pad);
        Xor(tail, pad, cipher[whole..]);
        tail.CopyTo(pad);
        return EncryptBlock(Double(delta) ^ delta ^ checksum ^ Read(pad));
    }

    /// <summary>Decrypts and returns the tag that the packet should have.</summary>
    public UInt128 Decrypt(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, Span<byte> plain)
    {
        var (offset, whole) = (EncryptBlock(Read(nonce)), WholeBytes(cipher.Length));
        var (delta, checksum) = (offset, UInt128.Zero);
        for (var i = 0; i < whole; i += BlockBytes)
        {
            delta = Double(delta);
            BinaryPrimitives.WriteUInt128BigEndian(blocks.AsSpan(i), Read(cipher[i..]) ^ delta);
        }

        Transform(decryptor, whole);
        Unmask(offset, whole, plain);
        for (var i = 0; i < whole; i += BlockBytes)
        {
            checksum ^= Read(plain[i..]);
        }

        delta = Double(delta);
        Span<byte> pad = stackalloc byte[BlockBytes];
        var tail = plain[whole..cipher.Length];
        Pad(delta, tail.Length, pad);
        Xor(cipher[whole..], pad, tail);
        tail.CopyTo(pad);
        return EncryptBlock(Double(delta) ^ delta ^ checksum ^ Read(pad));
    }

    public void Dispose()
    {
        encryptor.Dispose();
        decryptor.Dispose();
        aes.Dispose();
    }

    // The last block is treated separately, whether it is whole or not.
    private static int WholeBytes(int length) => length == 0 ? 0 : (length - 1) / BlockBytes * BlockBytes;

    private static UInt128 Double(UInt128 value) => (value << 1) ^ ((value >> 127) * Reduction);

    private static UInt128 Read(ReadOnlySpan<byte> from) => BinaryPrimitives.ReadUInt128BigEndian(from);

    private static void Xor(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other, Span<byte> to)
    {
        for (var i = 0; i < one.Length; i++)
        {
            to[i] = (byte)(one[i] ^ other[i]);
        }
    }

    private void Unmask(UInt128 delta, int whole, Span<byte> to)
    {
        for (var i = 0; i < whole; i += BlockBytes)
        {
            delta = Double(delta);
            BinaryPrimitives.WriteUInt128BigEndian(to[i..], Read(blocks.AsSpan(i)) ^ delta);
        }
    }

    private void Pad(UInt128 delta, int tailBytes, Span<byte> pad) =>
        BinaryPrimitives.WriteUInt128BigEndian(pad, EncryptBlock((UInt128)(tailBytes * 8) ^ delta));

    private UInt128 EncryptBlock(UInt128 block)
    {
        BinaryPrimitives.WriteUInt128BigEndian(blocks, block);
        Transform(encryptor, BlockBytes);
        return Read(blocks);
    }

    private void Transform(ICryptoTransform transform, int bytes)
    {
        if (bytes > 0)
        {
            transform.TransformBlock(blocks, 0, bytes, blocks, 0);
        }
    }
}
