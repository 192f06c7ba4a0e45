using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Orleans.StandIn.Runtime;

/// <summary>The objects of this process that grains may call, by the id in their references.</summary>
internal sealed class LocalObjects(IEnumerable<IIncomingGrainCallFilter> filters, ILogger<LocalObjects> log)
{
    /// <summary>Of the whole process: a silo calls the observers of the clients beside it.</summary>
    private static readonly ConcurrentDictionary<GrainId, LocalObject> Objects = new();

    private readonly IIncomingGrainCallFilter[] _filters = [.. filters];

    /// <summary>This process, as the first half of its observers' keys.</summary>
    private readonly string _clientId = Guid.NewGuid().ToString("N");

    public GrainId Add(IGrainObserver target)
    {
        if (RuntimeContext.Current is not null)
        {
            throw new InvalidOperationException("A grain cannot make observer references: it is called through its own interfaces.");
        }

        if (target is GrainReference)
        {
            throw new ArgumentException("The object is a reference already.", nameof(target));
        }

        if (target is IGrainBase)
        {
            throw new ArgumentException("The object is a grain; grains are referred to by their own interfaces.", nameof(target));
        }

        var id = new GrainId(GrainTypePrefix.ClientGrainType, IdSpan.Create($"{_clientId}+{Guid.NewGuid():N}"));
        Objects[id] = new LocalObject(id, target, _filters, log);
        return id;
    }

    public static void Remove(GrainId id) => Objects.TryRemove(id, out _);

    public static LocalObject Find(GrainId id)
    {
        if (Objects.TryGetValue(id, out var found))
        {
            if (found.IsAlive)
            {
                return found;
            }

            Remove(id);
        }

        throw new ClientNotAvailableException($"No observer {id} exists: its reference was deleted, its object collected or its client is gone.");
    }
}
