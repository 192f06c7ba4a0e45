using System.Net.WebSockets;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Tests.Transport;

public sealed class MaskWatchTests
{
    private const int Binary = 2;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4_096)]
    public async Task Read_FramesWithMasks_PassAsTheyAre(int bytesAtATime)
    {
        byte[] frames =
        [
            .. SocketPair.Frame(Binary, []), .. SocketPair.Frame(Binary, new byte[125]),
            .. SocketPair.Frame(Binary, new byte[126]),
            .. SocketPair.Frame(Binary, [.. Enumerable.Repeat((byte)0x02, 3_000)]),
            0x82, 0xFF, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 7, 7, // the longest form of a length
            .. SocketPair.Frame(Binary, [1]),
        ];
        await using var watch = new MaskWatch(new MemoryStream(frames));

        (await ReadAllAsync(watch, bytesAtATime)).ShouldBe(frames);

        watch.HasMetNoMask.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4_096)]
    public async Task Read_AFrameWithoutAMask_IsAnError(int bytesAtATime)
    {
        byte[] frames = [.. SocketPair.Frame(Binary, new byte[200]), 0x82, 0x01, 0x08];
        await using var watch = new MaskWatch(new MemoryStream(frames));

        var error = await Should.ThrowAsync<WebSocketException>(() => ReadAllAsync(watch, bytesAtATime));

        error.WebSocketErrorCode.ShouldBe(WebSocketError.Faulted);
        watch.HasMetNoMask.ShouldBeTrue();
    }

    private static async Task<byte[]> ReadAllAsync(MaskWatch watch, int bytesAtATime)
    {
        var all = new List<byte>();
        var buffer = new byte[bytesAtATime];
        while (await watch.ReadAsync(buffer) is > 0 and var count)
        {
            all.AddRange(buffer[..count]);
        }

        return [.. all];
    }
}
