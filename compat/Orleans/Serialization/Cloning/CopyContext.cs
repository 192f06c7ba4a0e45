using System.Runtime.CompilerServices;
using Orleans.Serialization.Serializers;
using Orleans.StandIn.Serialization;

namespace Orleans.Serialization.Cloning;

/// <summary>One copy operation: remembers what has been copied, so that shared objects stay shared and cycles end.</summary>
public sealed class CopyContext(CodecProvider codecProvider, Action<CopyContext> onDisposed) : IDisposable
{
    private readonly ReferenceTable<object> _copies = new();

    /// <summary>True, with the copy, if <paramref name="original"/> is null or has been copied already.</summary>
    public bool TryGetCopy<T>(object? original, out T? result)
        where T : class
    {
        if (original is null)
        {
            result = null;
            return true;
        }

        if (_copies.TryGet(original, out var copy))
        {
            result = (T)copy;
            return true;
        }

        result = null;
        return false;
    }

    /// <summary>Must be called before the members of <paramref name="copy"/> are copied, or cycles do not end.</summary>
    public void RecordCopy(object original, object copy)
    {
        // Deeply nested graphs would otherwise end the process instead of the call.
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _copies.Add(original, copy);
    }

    /// <summary>Copies a value of any type, by the copier of its run-time type.</summary>
    public T? DeepCopy<T>(T? value)
    {
        if (value is null)
        {
            return default;
        }

        if (typeof(T).IsValueType)
        {
            return codecProvider.GetDeepCopier<T>().DeepCopy(value, this);
        }

        return (T?)codecProvider.GetDeepCopier(value.GetType()).DeepCopy(value, this);
    }

    public void Reset() => _copies.Clear();

    public void Dispose() => onDisposed(this);
}
