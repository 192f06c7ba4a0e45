using System.Diagnostics;

namespace AudioRooms.Silo.Telemetry;

/// <summary>
/// Keeps calls without a trace cheap. Orleans' own trace filters make a span for each call without a current one and then drop
/// it: two objects of some hundred bytes, and each packet is a call. This filter runs before them and gives such calls a span
/// that is not recorded, so that they make none.
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
