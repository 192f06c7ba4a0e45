using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using AudioRooms.Gateway.Transport;

namespace AudioRooms.Gateway.Tests.Transport;

/// <summary>A connection's output into a real socket of this machine.</summary>
public sealed class SocketOutputTests : IAsyncLifetime, IDisposable
{
    /// <summary>More bytes than both sockets buffer.</summary>
    private const int TooMuch = 32 * 1_024 * 1_024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Socket near = null!;
    private Socket far = null!;
    private SocketOutput output = null!;
    private int timesBroken;

    public async Task InitializeAsync()
    {
        using var door = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        door.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        door.Listen();
        far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await far.ConnectAsync(door.LocalEndPoint!);
        near = await door.AcceptAsync();
        near.Blocking = false;
        output = new SocketOutput(near, () => Interlocked.Increment(ref timesBroken));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        near.Dispose();
        far.Dispose();
    }

    [Fact]
    public async Task Flush_WhatFits_IsSentWhenItReturns()
    {
        var sent = Write(5_000);

        var flush = output.FlushAsync();

        flush.IsCompletedSuccessfully.ShouldBeTrue();
        (await flush).ShouldBe(new FlushResult(isCanceled: false, isCompleted: false));
        output.UnflushedBytes.ShouldBe(0);
        (await ReadAsync(sent.Length)).ShouldBe(sent);
    }

    [Fact]
    public async Task Write_InManyPieces_IsOneRun()
    {
        byte[] sent = [.. Write(10), .. Write(20_000), .. Write(40_000)];
        output.UnflushedBytes.ShouldBe(sent.Length);

        await output.FlushAsync();

        (await ReadAsync(sent.Length)).ShouldBe(sent);
    }

    [Fact]
    public async Task Flush_DeviceDoesNotRead_WaitsAndLosesNothing()
    {
        var sent = Write(TooMuch);
        var flush = output.FlushAsync().AsTask();
        flush.IsCompleted.ShouldBeFalse();

        (await ReadAsync(sent.Length)).ShouldBe(sent);

        (await flush.WaitAsync(Patience)).IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Flush_IsCancelledWhileItWaits_WhatWasWrittenComesAllTheSameAndInOrder(bool byToken)
    {
        var first = Write(TooMuch);
        using var cancel = new CancellationTokenSource();
        var flush = output.FlushAsync(cancel.Token).AsTask();
        if (byToken)
        {
            await cancel.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(flush.WaitAsync(Patience));
        }
        else
        {
            output.CancelPendingFlush();
            (await flush.WaitAsync(Patience)).IsCanceled.ShouldBeTrue();
        }

        var second = Write(1_000);
        var next = output.FlushAsync().AsTask();
        next.IsCompleted.ShouldBeFalse();

        (await ReadAsync(first.Length + second.Length)).ShouldBe([.. first, .. second]);
        await next.WaitAsync(Patience);
    }

    [Fact]
    public async Task Flush_DeviceIsGone_SaysSoOnceAndForGood()
    {
        far.LingerState = new LingerOption(enable: true, seconds: 0);
        far.Close();
        await near.ReceiveAsync(new byte[1], SocketFlags.None)
            .ContinueWith(static _ => { }, TaskScheduler.Default)
            .WaitAsync(Patience);

        for (var attempt = 0; attempt < 2; attempt++)
        {
            Write(10);
            (await output.FlushAsync()).IsCompleted.ShouldBeTrue();
        }

        timesBroken.ShouldBe(1);
    }

    [Fact]
    public async Task Flush_SocketIsClosedWhileItWaits_Completes()
    {
        Write(TooMuch);
        var flush = output.FlushAsync().AsTask();

        near.Dispose();

        (await flush.WaitAsync(Patience)).IsCompleted.ShouldBeTrue();
        await output.WhenSentAsync().WaitAsync(Patience);
        Write(10);
        (await output.FlushAsync()).IsCompleted.ShouldBeTrue();
        timesBroken.ShouldBe(1);
    }

    [Fact]
    public async Task Complete_WithWhatWasNotFlushed_SendsIt()
    {
        var sent = Write(100);

        await output.CompleteAsync();
        await output.CompleteAsync();

        (await ReadAsync(sent.Length)).ShouldBe(sent);
        Should.Throw<InvalidOperationException>(() => output.GetMemory());
    }

    [Fact]
    public async Task WhenSent_AfterComplete_WaitsForTheDevice()
    {
        var sent = Write(TooMuch);
        await output.CompleteAsync();
        var whenSent = output.WhenSentAsync();
        whenSent.IsCompleted.ShouldBeFalse();

        (await ReadAsync(sent.Length)).ShouldBe(sent);

        await whenSent.WaitAsync(Patience);
    }

    [Fact]
    public void Advance_BeyondWhatWasLent_IsRefused()
    {
        var length = output.GetSpan(10).Length;

        Should.Throw<ArgumentOutOfRangeException>(() => output.Advance(length + 1));
        Should.Throw<ArgumentOutOfRangeException>(() => output.Advance(-1));
    }

    private byte[] Write(int length)
    {
        var bytes = RandomNumberGenerator.GetBytes(length);
        bytes.CopyTo(output.GetSpan(length));
        output.Advance(length);
        return bytes;
    }

    private async Task<byte[]> ReadAsync(int length)
    {
        var bytes = new byte[length];
        await using var stream = new NetworkStream(far, ownsSocket: false);
        await stream.ReadExactlyAsync(bytes).AsTask().WaitAsync(Patience);
        return bytes;
    }
}
