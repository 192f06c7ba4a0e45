using System.Diagnostics;

namespace AudioRooms.Benchmarks.Engine;

public interface IAddingGrain : IGrainWithIntegerKey
{
    Task<int> AddAsync(int amount);
}

public sealed class AddingGrain : Grain, IAddingGrain
{
    private int _total;

    public Task<int> AddAsync(int amount) => Task.FromResult(_total += amount);
}

public interface ICallingGrain : IGrainWithIntegerKey
{
    /// <summary>Calls another grain so many times, one after the other, and reports.</summary>
    [ResponseTimeout("00:05:00")]
    Task<string> MeasureAsync(int calls, double baselineNs);
}

public sealed class CallingGrain : Grain, ICallingGrain
{
    public async Task<string> MeasureAsync(int calls, double baselineNs)
    {
        var grain = GrainFactory.GetGrain<IAddingGrain>(-1);
        var ticks = new long[calls];
        var allocated = GC.GetTotalAllocatedBytes();
        for (var call = 0; call < calls; call++)
        {
            var start = Stopwatch.GetTimestamp();
            await grain.AddAsync(1);
            ticks[call] = Stopwatch.GetTimestamp() - start;
        }

        return Report.Sequential("sequential, grain to grain", ticks, GC.GetTotalAllocatedBytes() - allocated, baselineNs);
    }
}
