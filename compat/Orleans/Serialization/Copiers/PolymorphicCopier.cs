using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>Copies by the run-time type: for <see cref="object"/>, interfaces and abstract classes.</summary>
internal sealed class PolymorphicCopier<T>(CodecProvider provider) : IDeepCopier<T>
    where T : class
{
    public T DeepCopy(T input, CopyContext context)
    {
        if (input is null)
        {
            return null!;
        }

        if (input.GetType() == typeof(object))
        {
            return context.TryGetCopy<T>(input, out var known) ? known! : Record(input, new object(), context);
        }

        if (provider.TryGetDeepCopier(input.GetType()) is { } copier)
        {
            return (T)copier.DeepCopy(input, context)!;
        }

        return CollectionInterfaces.ToPlain(typeof(T), input) is T plain
            ? (T)context.DeepCopy<object>(plain)!
            : (T)provider.GetDeepCopier(input.GetType()).DeepCopy(input, context)!;
    }

    private static T Record(T original, object copy, CopyContext context)
    {
        context.RecordCopy(original, copy);
        return (T)copy;
    }
}
