using System.Diagnostics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Before Orleans' own filters of traces: a call that belongs to no trace runs inside a span that is not recorded,
/// so those filters make none.
/// Without it each call would make one, two objects of some hundred bytes, only to drop it: and each packet is a call.
/// </summary>
internal sealed class TraceGate : IIncomingGrainCallFilter, IOutgoingGrainCallFilter
{
    private const string TraceParent = "traceparent";

    private static readonly Activity Untraced = Begin();

    public Task Invoke(IIncomingGrainCallContext context)
    {
        if (RequestContext.Get(TraceParent) is null)
        {
            Activity.Current ??= Untraced;
        }

        return context.Invoke();
    }

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        Activity.Current ??= Untraced;
        return context.Invoke();
    }

    private static Activity Begin()
    {
        var current = Activity.Current;
        Activity.Current = null;
        var untraced = new Activity("untraced") { ActivityTraceFlags = ActivityTraceFlags.None };
        untraced.SetIdFormat(ActivityIdFormat.W3C);
        untraced.Start();
        Activity.Current = current;
        return untraced;
    }
}
