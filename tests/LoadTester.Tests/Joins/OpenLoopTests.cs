using AudioRooms.LoadTester.Joins;
using AudioRooms.Testing;

namespace AudioRooms.LoadTester.Tests.Joins;

public sealed class OpenLoopTests
{
    private readonly ManualTime time = new();

    [Fact]
    public async Task Run_NobodyAnswers_StartsTheNextOnesAllTheSame()
    {
        var answer = new TaskCompletionSource();
        var last = new TaskCompletionSource();
        var numbers = new List<int>();
        var loop = new OpenLoop(time, perSecond: 10, TimeSpan.FromSeconds(1));
        var running = loop.RunAsync(
            number =>
            {
                numbers.Add(number);
                if (number == 9)
                {
                    last.SetResult();
                }

                return answer.Task;
            },
            CancellationToken.None);

        for (var tick = 0; tick < 9; tick++)
        {
            await time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(100));
            time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await last.Task;

        numbers.ShouldBe(Enumerable.Range(0, 10));
        loop.Done.ShouldBe(0);
        answer.SetResult();
        await running;
        loop.Done.ShouldBe(10);
    }

    [Fact]
    public async Task Run_TesterThatIsLate_CountsLatencyFromWhenItWasDue()
    {
        var loop = new OpenLoop(time, perSecond: 1, TimeSpan.FromSeconds(2));

        await loop.RunAsync(
            number =>
            {
                time.Advance(number == 0 ? TimeSpan.FromSeconds(5) : TimeSpan.Zero);
                return Task.CompletedTask;
            },
            CancellationToken.None);

        loop.Done.ShouldBe(2);
        loop.Latency.Max.ShouldBe(TimeSpan.FromSeconds(5));
        loop.Latency.Percentile(0).ShouldBeGreaterThanOrEqualTo(
            TimeSpan.FromSeconds(3.9), "the second was due after a second, and begun after five");
        loop.Lateness.Max.ShouldBe(TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Run_SomeRefused_CountsThemAndKeepsTheFirstReason()
    {
        var loop = new OpenLoop(time, perSecond: 1_000, TimeSpan.FromMilliseconds(3));
        var running = loop.RunAsync(
            number => number == 0 ? Task.CompletedTask : Task.FromException(new InvalidOperationException($"no {number}")),
            CancellationToken.None);

        for (var tick = 0; tick < 2; tick++)
        {
            await time.WhenTimerArmedAsync(TimeSpan.FromMilliseconds(1));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await running;

        loop.Done.ShouldBe(1);
        loop.Failed.ShouldBe(2);
        loop.FirstFailure.ShouldBe("no 1");
    }
}
