using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>The services that health can be asked of, by name.</summary>
public sealed class ServiceMappingCollection : ICollection<ServiceMapping>
{
    private readonly Dictionary<string, ServiceMapping> mappings = new(StringComparer.Ordinal);

    public int Count => mappings.Count;

    bool ICollection<ServiceMapping>.IsReadOnly => false;

    /// <summary>Maps a service; a mapping of the same name is replaced.</summary>
    public void Map(string name, Func<HealthCheckMapContext, bool> predicate) => mappings[name] = new ServiceMapping(name, predicate);

    public void Add(ServiceMapping service)
    {
        ArgumentNullException.ThrowIfNull(service);
        mappings.Add(service.Name, service);
    }

    public void Remove(string name) => mappings.Remove(name);

    public void Clear() => mappings.Clear();

    public IEnumerator<ServiceMapping> GetEnumerator() => mappings.Values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool ICollection<ServiceMapping>.Contains(ServiceMapping item) => mappings.ContainsValue(item);

    void ICollection<ServiceMapping>.CopyTo(ServiceMapping[] array, int arrayIndex) => mappings.Values.CopyTo(array, arrayIndex);

    bool ICollection<ServiceMapping>.Remove(ServiceMapping item) => ((ICollection<ServiceMapping>)this).Contains(item) && mappings.Remove(item.Name);

    internal bool TryGet(string name, [NotNullWhen(true)] out ServiceMapping? mapping) => mappings.TryGetValue(name, out mapping);
}
