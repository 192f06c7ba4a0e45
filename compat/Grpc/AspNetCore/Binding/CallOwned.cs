namespace Grpc.StandIn.Server;

/// <summary>Instances that were made for one call.</summary>
internal static class CallOwned
{
    /// <summary>Disposes <paramref name="instance"/> unless it belongs to the services.</summary>
    public static ValueTask ReleaseAsync(object instance, bool isOwned)
    {
        if (isOwned)
        {
            if (instance is IAsyncDisposable asyncDisposable)
            {
                return asyncDisposable.DisposeAsync();
            }

            (instance as IDisposable)?.Dispose();
        }

        return ValueTask.CompletedTask;
    }
}
