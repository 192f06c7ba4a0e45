using System.Diagnostics.CodeAnalysis;

namespace Orleans.Serialization.Cloning;

/// <summary>Where copiers come from.</summary>
public interface IDeepCopierProvider
{
    /// <exception cref="CodecNotFoundException">Nothing can copy <typeparamref name="T"/>.</exception>
    [SuppressMessage("Naming", "CA1716", Justification = "Upstream's name")]
    IDeepCopier<T> GetDeepCopier<T>();

    IDeepCopier<T>? TryGetDeepCopier<T>();

    IDeepCopier GetDeepCopier(Type type);

    IDeepCopier? TryGetDeepCopier(Type type);

    IBaseCopier<T> GetBaseCopier<T>()
        where T : class;
}
