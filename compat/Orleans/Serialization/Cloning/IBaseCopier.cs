namespace Orleans.Serialization.Cloning;

public interface IBaseCopier
{
}

/// <summary>Copies the members that <typeparamref name="T"/> declares into an existing object, also of a derived type.</summary>
public interface IBaseCopier<T> : IBaseCopier
    where T : class
{
    void DeepCopy(T input, T output, CopyContext context);
}
