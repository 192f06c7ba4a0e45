namespace Orleans;

/// <summary>Fills an existing object from a surrogate, for types that others derive from.</summary>
public interface IPopulator<TValue, TSurrogate>
    where TValue : class
    where TSurrogate : struct
{
    void Populate(in TSurrogate surrogate, TValue value);
}
