using Orleans.Serialization.Cloning;

namespace Orleans.StandIn.Serialization;

/// <summary>Copies by the run-time type: for <see cref="object"/>, interfaces and abstract classes.</summary>
internal sealed class PolymorphicCopier<T> : IDeepCopier<T>
    where T : class
{
    public T DeepCopy(T input, CopyContext context)
    {
        if (input is null)
        {
            return null!;
        }

        return input.GetType() == typeof(object) ? (T)new object() : (T)context.DeepCopy<object>(input)!;
    }
}
