namespace AudioRooms.Streaming;

/// <summary>
/// While it exists, work that is started does not inherit the caller's ambient state (request context, activity), because the
/// work does not belong to that caller. May be nested.
/// </summary>
internal readonly ref struct DetachedFlow
{
    private readonly AsyncFlowControl? flow;

    private DetachedFlow(AsyncFlowControl? flow) => this.flow = flow;

    internal static DetachedFlow Begin() => new(ExecutionContext.IsFlowSuppressed() ? null : ExecutionContext.SuppressFlow());

    public void Dispose() => flow?.Undo();
}
