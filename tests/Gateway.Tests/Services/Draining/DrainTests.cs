using AudioRooms.Gateway.Services.Draining;
using AudioRooms.Gateway.Tests.Fakes;
using AudioRooms.Testing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AudioRooms.Gateway.Tests.Services.Draining;

public sealed class DrainTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTime time = new();
    private readonly List<string> log = [];
    private readonly Lifetime lifetime = new();
    private readonly Part first;
    private readonly Part second;
    private readonly Drain drain;

    public DrainTests()
    {
        first = new Part("first", log);
        second = new Part("second", log);
        drain = new Drain(
            [first, second],
            lifetime,
            new GatewayOptions { SigningKey = new byte[32] },
            new OwnMeters(),
            time,
            NullLogger<Drain>.Instance);
    }

    public void Dispose() => drain.Dispose();

    [Fact]
    public async Task TryBegin_Serving_CordonsAllThenHandsOverInOrderAndEndsTheProcess()
    {
        drain.TryBegin(stays: false).ShouldBeTrue();
        await first.Begun.WaitAsync(Patience);

        Log().ShouldBe(["first cordoned", "second cordoned", "first hands over"]);
        drain.State.ShouldBe(DrainState.Draining);
        lifetime.Stopped.IsCompleted.ShouldBeFalse();

        first.Finish();
        await second.Begun.WaitAsync(Patience);
        second.Finish();
        await lifetime.Stopped.WaitAsync(Patience);

        drain.State.ShouldBe(DrainState.Drained);
    }

    [Fact]
    public async Task TryBegin_Twice_BeginsOnce()
    {
        drain.TryBegin(stays: true).ShouldBeTrue();
        drain.TryBegin(stays: true).ShouldBeFalse();
        await first.Begun.WaitAsync(Patience);

        Log().Count(line => line == "first cordoned").ShouldBe(1);
    }

    [Fact]
    public async Task TryCallOff_WhileAPartHandsOver_BreaksItOffAndTakesNewcomersAgain()
    {
        drain.TryBegin(stays: false);
        await first.Begun.WaitAsync(Patience);

        drain.TryCallOff().ShouldBeTrue();

        await first.Hurried.WaitAsync(Patience);
        drain.State.ShouldBe(DrainState.Serving);
        Log().ShouldContain("first uncordoned");
        Log().ShouldContain("second uncordoned");
        lifetime.Stopped.IsCompleted.ShouldBeFalse();
        drain.TryCallOff().ShouldBeFalse();
    }

    [Fact]
    public async Task TryCallOff_TheProcessStops_ComesTooLate()
    {
        var stopping = drain.StopAsync(CancellationToken.None);
        await first.Begun.WaitAsync(Patience);

        drain.TryCallOff().ShouldBeFalse();

        first.Finish();
        await second.Begun.WaitAsync(Patience);
        second.Finish();
        await stopping.WaitAsync(Patience);
    }

    [Fact]
    public async Task Drain_APartFails_TheNextHandsOverAllTheSame()
    {
        drain.TryBegin(stays: true);
        await first.Begun.WaitAsync(Patience);

        first.Fail();

        await second.Begun.WaitAsync(Patience);
        Log().ShouldContain("second hands over");
    }

    [Fact]
    public async Task Drain_TimeIsOver_IsBrokenOff()
    {
        var stopping = drain.StopAsync(CancellationToken.None);
        await first.Begun.WaitAsync(Patience);

        time.Advance(new DrainOptions().Limit);

        await first.Hurried.WaitAsync(Patience);
        await stopping.WaitAsync(Patience);
        drain.State.ShouldBe(DrainState.Drained);
    }

    [Fact]
    public async Task Stop_DrainUnderWay_WaitsForItInsteadOfBeginningAnother()
    {
        drain.TryBegin(stays: true);
        await first.Begun.WaitAsync(Patience);

        var stopping = drain.StopAsync(CancellationToken.None);
        stopping.IsCompleted.ShouldBeFalse();
        first.Finish();
        await second.Begun.WaitAsync(Patience);
        second.Finish();
        await stopping.WaitAsync(Patience);

        Log().Count(line => line == "first hands over").ShouldBe(1);
    }

    [Fact]
    public async Task Stop_Hurried_DoesNotWait()
    {
        using var hurry = new CancellationTokenSource();
        var stopping = drain.StopAsync(hurry.Token);
        await first.Begun.WaitAsync(Patience);

        await hurry.CancelAsync();

        await stopping.WaitAsync(Patience);
        await first.Hurried.WaitAsync(Patience);
    }

    private List<string> Log()
    {
        lock (log)
        {
            return [.. log];
        }
    }

    private sealed class Part(string name, List<string> log) : IDrainPart
    {
        private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource hurried = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => begun.Task;

        public Task Hurried => hurried.Task;

        public void Finish() => done.SetResult();

        public void Fail() => done.SetException(new InvalidOperationException("This part fails."));

        public void Cordon(bool isCordoned) => Note(isCordoned ? "cordoned" : "uncordoned");

        public async Task HandOverAsync(CancellationToken hurry)
        {
            Note("hands over");
            begun.TrySetResult();
            try
            {
                await done.Task.WaitAsync(hurry);
            }
            catch (OperationCanceledException)
            {
                hurried.TrySetResult();
                throw;
            }
        }

        private void Note(string what)
        {
            lock (log)
            {
                log.Add($"{name} {what}");
            }
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Stopped => stopped.Task;

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopped.TrySetResult();
    }
}
