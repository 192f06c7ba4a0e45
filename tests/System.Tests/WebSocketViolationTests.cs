using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace AudioRooms.System.Tests;

/// <summary>
/// Bytes that are no frame of RFC 6455 get a close frame with code 1002 and a proper end of the connection, not a reset.
/// </summary>
public sealed class WebSocketViolationTests(RunningServer running) : IClassFixture<RunningServer>
{
    private const int Close = 8;
    private const int ProtocolError = 1_002;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // First octet, second octet, mask of zeros, payload.
    [Theory]
    [InlineData("a reserved bit", "A2 80 00000000")]
    [InlineData("an unknown kind of data", "83 80 00000000")]
    [InlineData("an unknown kind of control", "8B 80 00000000")]
    [InlineData("a continuation of nothing", "80 80 00000000")]
    [InlineData("a message inside another one", "02 81 00000000 08 82 81 00000000 08")]
    [InlineData("a ping in fragments", "09 80 00000000")]
    [InlineData("a ping that is too long", "89 FE 007E 00000000")]
    [InlineData("a length above all lengths", "82 FF FFFFFFFFFFFFFFFF 00000000")]
    [InlineData("a frame without a mask", "82 01 08")]
    [InlineData("a close of one octet", "88 81 00000000 03")]
    [InlineData("a close that must not be sent", "88 82 00000000 03ED")] // 1005
    [InlineData("a close that nobody knows", "88 82 00000000 03E7")] // 999
    [InlineData("a close whose reason is no text", "88 84 00000000 03E8 C328")]
    public async Task Send_WhatIsNoFrame_IsClosedWith1002AndEndsInGoodOrder(string what, string frames)
    {
        using var device = await ConnectAsync();
        var wire = device.GetStream();

        await wire.WriteAsync(Convert.FromHexString(frames.Replace(" ", "", StringComparison.Ordinal)));

        (await ReadCloseAsync(wire).WaitAsync(Patience)).ShouldBe(ProtocolError, what);

        // A device that answers the close frame, or still sends something, must not be reset.
        await wire.WriteAsync(Convert.FromHexString("888200000000" + "03EA"));
        (await ReadToEndAsync(wire).WaitAsync(Patience)).ShouldBe(0, what);
    }

    [Fact]
    public async Task Send_MoreBehindWhatIsNoFrame_IsReadAwayAndTheDeviceHearsWhy()
    {
        using var device = await ConnectAsync();
        var wire = device.GetStream();

        await wire.WriteAsync(Convert.FromHexString("A28000000000"));
        await wire.WriteAsync(new byte[64 * 1_024]);

        (await ReadCloseAsync(wire).WaitAsync(Patience)).ShouldBe(ProtocolError);
        (await ReadToEndAsync(wire).WaitAsync(Patience)).ShouldBe(0);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var server = running.Server;
        var token = await server.TokenOfAsync($"violator_{Guid.NewGuid():N}"[..20]);
        var device = new TcpClient { NoDelay = true };
        await device.ConnectAsync(server.Http.Host, server.Http.Port);
        await device.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"GET /ws HTTP/1.1\r\nHost: {server.Http.Authority}\r\nUpgrade: websocket\r\nConnection: "
            + "Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer {token}\r\n\r\n"));
        var head = "";
        var octet = new byte[1];
        while (!head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            (await device.GetStream().ReadAsync(octet).AsTask().WaitAsync(Patience)).ShouldBe(1, head);
            head += (char)octet[0];
        }

        head.ShouldStartWith("HTTP/1.1 101 ");
        return device;
    }

    /// <summary>The code of the close frame; frames before it are skipped.</summary>
    private static async Task<int> ReadCloseAsync(NetworkStream wire)
    {
        while (true)
        {
            var head = new byte[2];
            await wire.ReadExactlyAsync(head);
            var length = head[1] & 0x7F;
            if (length == 126)
            {
                var longer = new byte[2];
                await wire.ReadExactlyAsync(longer);
                length = BinaryPrimitives.ReadUInt16BigEndian(longer);
            }

            var payload = new byte[length];
            await wire.ReadExactlyAsync(payload);
            if ((head[0] & 0x0F) == Close)
            {
                return payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload);
            }
        }
    }

    /// <summary>Reads until the server has ended its side; a reset throws.</summary>
    private static async Task<int> ReadToEndAsync(NetworkStream wire)
    {
        var buffer = new byte[1_024];
        var total = 0;
        while (await wire.ReadAsync(buffer) is > 0 and var count)
        {
            total += count;
        }

        return total;
    }
}
