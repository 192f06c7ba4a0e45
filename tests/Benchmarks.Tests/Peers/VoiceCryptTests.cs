using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Tests.Peers;

public sealed class VoiceCryptTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(7, 16).Select(number => (byte)number)];

    /// <summary>A nonce whose next increment carries into the second byte.</summary>
    private static readonly byte[] ServerNonce = [0xFE, 0xFF, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80];

    private static readonly byte[] ClientNonce = new byte[16];
    private static readonly byte[] Plain = "It is a voice, say"u8.ToArray();

    // The server's view is the client's with the nonces exchanged.
    private readonly VoiceCrypt server = new(Key, ServerNonce, ClientNonce);
    private readonly VoiceCrypt client = new(Key, ClientNonce, ServerNonce);

    public void Dispose()
    {
        server.Dispose();
        client.Dispose();
    }

    [Fact]
    public void TryDecrypt_ThousandPacketsInOrder_GivesEachAcrossTheNoncesCarry()
    {
        for (var i = 0; i < 1_000; i++)
        {
            Decrypt(Encrypted()).ShouldBe(Plain);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(126)]
    public void TryDecrypt_AfterLostPackets_GivesTheNext(int lost)
    {
        for (var i = 0; i < lost; i++)
        {
            Encrypted();
        }

        Decrypt(Encrypted()).ShouldBe(Plain);
        Decrypt(Encrypted()).ShouldBe(Plain);
    }

    [Fact]
    public void TryDecrypt_TwoPacketsInWrongOrder_GivesBothAndTheNext()
    {
        var (first, second) = (Encrypted(), Encrypted());

        Decrypt(second).ShouldBe(Plain);
        Decrypt(first).ShouldBe(Plain);
        Decrypt(Encrypted()).ShouldBe(Plain);
    }

    [Fact]
    public void TryDecrypt_AnyBitChanged_IsRefusedAndTheGenuineOneStillReads()
    {
        var packet = Encrypted();

        // The first byte says which nonce was used; the rest are tag and text.
        for (var bit = 0; bit < packet.Length * 8; bit++)
        {
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
            Decrypt(packet).ShouldBeNull($"bit {bit}");
            packet[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Decrypt(packet).ShouldBe(Plain);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void TryDecrypt_LessThanAHeader_IsRefused(int length) => Decrypt(new byte[length]).ShouldBeNull();

    private byte[] Encrypted()
    {
        var packet = new byte[Plain.Length + VoiceCrypt.HeaderBytes];
        server.Encrypt(Plain, packet).ShouldBe(packet.Length);
        return packet;
    }

    private byte[]? Decrypt(byte[] packet)
    {
        var plain = new byte[Ocb2.TextBytesMax];
        return client.TryDecrypt(packet, plain, out var length) ? plain[..length] : null;
    }
}
