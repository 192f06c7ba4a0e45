using System.Buffers;
using System.IO.Compression;
using Grpc.Core;
using Grpc.Net.Compression;
using Grpc.StandIn;

namespace AudioRooms.Compat.Grpc.Wire;

public sealed class MessageCompressionTests
{
    public static TheoryData<ICompressionProvider> Providers() =>
    [
        new GzipCompressionProvider(CompressionLevel.Fastest),
        new DeflateCompressionProvider(CompressionLevel.Fastest),
    ];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Decompress_WhatWasCompressed_IsTheMessage(ICompressionProvider provider)
    {
        var message = new byte[100_000];
        new Random(1).NextBytes(message.AsSpan(0, 50_000));
        using var compressed = new MessageBuffer();
        using var decompressed = new MessageBuffer();

        MessageCompression.Compress(provider, null, message, compressed);
        MessageCompression.Decompress(provider, new ReadOnlySequence<byte>(compressed.Written), message.Length, decompressed);

        compressed.Length.ShouldBeLessThan(message.Length);
        decompressed.Written.ToArray().ShouldBe(message);
    }

    [Fact]
    public void Decompress_Bomb_StopsAtTheLimit()
    {
        var gzip = new GzipCompressionProvider(CompressionLevel.Optimal);
        using var bomb = new MessageBuffer();
        MessageCompression.Compress(gzip, null, new byte[64 << 20], bomb);
        using var decompressed = new MessageBuffer();
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();

        var refusal = Should.Throw<RpcException>(
            () => MessageCompression.Decompress(gzip, new ReadOnlySequence<byte>(bomb.Written), 64 * 1024, decompressed));

        refusal.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
        decompressed.Length.ShouldBe(64 * 1024 + 1);
        (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore).ShouldBeLessThan(1 << 20);
    }
}
