using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Streams;

/// <summary>Streams whose events are held in the memory of the cluster's silos.</summary>
internal sealed class MemoryStreamProvider(string name, IServiceProvider services) : IStreamProvider
{
    private readonly StreamRuntime runtime = services.GetRequiredService<StreamRuntime>();

    public string Name => name;

    /// <summary>Events are not kept once delivered. (Upstream's memory provider keeps a cache and can go back a little.)</summary>
    public bool IsRewindable => false;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(new QualifiedStreamId(name, streamId), runtime);
}
