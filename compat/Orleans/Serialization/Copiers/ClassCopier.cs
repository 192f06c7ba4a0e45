using System.ComponentModel;
using Orleans.Serialization.Cloning;

namespace Orleans.StandIn.Serialization;

/// <summary>Base of the generated copiers of classes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ClassCopier<T> : IDeepCopier<T>, IBaseCopier<T>
    where T : class
{
    public T DeepCopy(T input, CopyContext context)
    {
        if (context.TryGetCopy<T>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(T))
        {
            return (T)context.DeepCopy<object>(input)!;
        }

        if (IsImmutable)
        {
            return input;
        }

        var copy = Create();
        context.RecordCopy(input, copy);
        DeepCopy(input, copy, context);
        return copy;
    }

    /// <summary>True if an object of exactly this class is shared; one of a derived class may not be.</summary>
    protected virtual bool IsImmutable => false;

    /// <summary>Copies the members of the base classes and of <typeparamref name="T"/> itself; also called for derived types.</summary>
    public abstract void DeepCopy(T input, T output, CopyContext context);

    /// <summary>An object whose members are to be set.</summary>
    protected abstract T Create();

    /// <summary>For abstract classes, of which no value can be.</summary>
    protected static T ThrowAbstract() => throw new InvalidOperationException($"{typeof(T)} is abstract.");
}
