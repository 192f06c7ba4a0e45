using System.Diagnostics;
using System.Globalization;

namespace AudioRooms.Benchmarks.Engine;

/// <summary>The measurements of one round.</summary>
internal sealed class CallMeasurements(IGrainFactory grains, int calls)
{
    private const int GrainsAtOnce = 64;

    private readonly long[] _ticks = new long[calls];

    public async Task WarmUpAsync()
    {
        for (var pass = 0; pass < 3; pass++)
        {
            await RunAsync();
        }
    }

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        var baseline = await MeasurePlainAsync();
        var lines = new List<string> { string.Create(CultureInfo.InvariantCulture, $"plain virtual call returning a Task: {baseline:F1} ns each") };
        lines.Add(await MeasureSequentialAsync("sequential, caller outside of grains", baseline));
        lines.Add(await grains.GetGrain<ICallingGrain>(0).MeasureAsync(calls, baseline));
        lines.Add(await MeasureConcurrentAsync(baseline));
        return lines;
    }

    private async Task<double> MeasurePlainAsync()
    {
        IPlain plain = calls > 0 ? new Plain() : new OtherPlain();
        var start = Stopwatch.GetTimestamp();
        for (var call = 0; call < calls; call++)
        {
            await plain.AddAsync(1);
        }

        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
    }

    private async Task<string> MeasureSequentialAsync(string what, double baseline)
    {
        var grain = grains.GetGrain<IAddingGrain>(0);
        var allocated = GC.GetTotalAllocatedBytes();
        for (var call = 0; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            await grain.AddAsync(1);
            _ticks[call] = Stopwatch.GetTimestamp() - start;
        }

        return Report.Sequential(what, _ticks, GC.GetTotalAllocatedBytes() - allocated, baseline);
    }

    /// <summary>One caller per grain, each awaiting its call before the next.</summary>
    private async Task<string> MeasureConcurrentAsync(double baseline)
    {
        var start = Stopwatch.GetTimestamp();
        var allocated = GC.GetTotalAllocatedBytes();
        await Task.WhenAll(Enumerable.Range(1, GrainsAtOnce).Select(key => Task.Run(async () =>
        {
            var grain = grains.GetGrain<IAddingGrain>(key);
            for (var call = 0; call < calls / GrainsAtOnce; call++)
            {
                await grain.AddAsync(1);
            }
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var made = calls / GrainsAtOnce * GrainsAtOnce;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"concurrent, {GrainsAtOnce} callers and grains: {made / seconds:N0} calls/s ({seconds * 1e9 / made / baseline:F0} x plain), {(GC.GetTotalAllocatedBytes() - allocated) / made} B/call");
    }

    private interface IPlain
    {
        Task<int> AddAsync(int amount);
    }

    private sealed class Plain : IPlain
    {
        private int _total;

        public Task<int> AddAsync(int amount) => Task.FromResult(_total += amount);
    }

    /// <summary>A second implementation keeps the call virtual.</summary>
    private sealed class OtherPlain : IPlain
    {
        public Task<int> AddAsync(int amount) => Task.FromResult(amount);
    }
}
