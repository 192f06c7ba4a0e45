using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Orleans.StandIn.Runtime;

namespace Orleans.Streams;

/// <summary>
/// The subscriptions that <see cref="ImplicitStreamSubscriptionAttribute"/> declares: a grain of the class for every stream of a
/// matching namespace, with the stream's key as the grain's key. Their ids follow from stream and class, so nothing is stored.
/// </summary>
internal sealed class ImplicitSubscriptions
{
    private readonly List<(GrainType GrainType, IStreamNamespacePredicate Predicate)> subscribers = [];
    private readonly ConcurrentDictionary<string, GrainType[]> byNamespace = new(StringComparer.Ordinal);

    public ImplicitSubscriptions(GrainTypes grainTypes)
    {
        foreach (var (grainType, grainClass) in grainTypes.Types)
        {
            foreach (var attribute in grainClass.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>(inherit: true))
            {
                subscribers.Add((grainType, attribute.Predicate));
            }
        }
    }

    internal IEnumerable<StreamSubscriptionRecord> Of(QualifiedStreamId stream)
    {
        foreach (var grainType in SubscribersOf(stream.StreamId))
        {
            yield return new StreamSubscriptionRecord(IdOf(stream, grainType), ConsumerOf(stream.StreamId, grainType), filterData: null);
        }
    }

    /// <summary>The id of this grain's implicit subscription to the stream, or null when it has none.</summary>
    internal Guid? Find(QualifiedStreamId stream, GrainId consumer)
    {
        foreach (var grainType in SubscribersOf(stream.StreamId))
        {
            if (grainType == consumer.Type && ConsumerOf(stream.StreamId, grainType) == consumer)
            {
                return IdOf(stream, grainType);
            }
        }

        return null;
    }

    /// <summary>
    /// Guid and integer keys of streams and of grains are written as the same text, so one rule serves all three kinds of key.
    /// </summary>
    private static GrainId ConsumerOf(StreamId stream, GrainType grainType) => GrainId.Create(grainType, IdSpan.Create(stream.GetKeyAsString()));

    private static Guid IdOf(QualifiedStreamId stream, GrainType grainType)
    {
        using var identity = new MemoryStream();
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in (ReadOnlyMemory<byte>[])
            [Encoding.UTF8.GetBytes(stream.ProviderName), stream.StreamId.Namespace, stream.StreamId.Key, Encoding.UTF8.GetBytes(grainType.ToString())])
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, part.Length);
            identity.Write(length);
            identity.Write(part.Span);
        }

        return new Guid(SHA256.HashData(identity.ToArray()).AsSpan(0, 16));
    }

    private GrainType[] SubscribersOf(StreamId stream) => byNamespace.GetOrAdd(
        stream.GetNamespace() ?? "",
        static (name, subscribers) =>
            [.. subscribers.Where(one => one.Predicate.IsMatch(name)).Select(static one => one.GrainType).Distinct()],
        subscribers);
}
