using AudioRooms.Benchmarks.Peers.Mumble;

namespace AudioRooms.Benchmarks.Tests.Peers;

/// <summary>The vectors of draft-krovetz-ocb-00: key and nonce are the bytes 0 to 15.</summary>
public sealed class Ocb2Tests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 16).Select(number => (byte)number)];

    [Theory]
    [InlineData(0, "", "BF3108130773AD5EC70EC69E7875A7B0")]
    [InlineData(
        40,
        "F75D6BC8B4DC8D66B836A2B08B32A6369F1CD3C5228D79FD6C267F5F6AA7B231C7DFB9D59951AE9C",
        "9DB0CDF880F73E3E10D4EB3217766688")]
    public void Encrypt_PublishedVectors_GivesTheirCipherAndTag(int length, string expected, string expectedTag)
    {
        using var ocb = new Ocb2(Key);
        byte[] plain = [.. Enumerable.Range(0, length).Select(number => (byte)number)];
        var cipher = new byte[length];

        var tag = ocb.Encrypt(Key, plain, cipher);

        Convert.ToHexString(cipher).ShouldBe(expected);
        tag.ToString("X32", null).ShouldBe(expectedTag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(32)]
    [InlineData(85)]
    public void Decrypt_WhatWasEncrypted_GivesItAndTheSameTag(int length)
    {
        using var ocb = new Ocb2(Key);
        byte[] nonce = [.. Key.Reverse()];
        byte[] plain = [.. Enumerable.Range(1, length).Select(number => (byte)number)];
        var (cipher, again) = (new byte[length], new byte[length]);
        var tag = ocb.Encrypt(nonce, plain, cipher);

        var expectedTag = ocb.Decrypt(nonce, cipher, again);

        again.ShouldBe(plain);
        expectedTag.ShouldBe(tag);
    }
}
