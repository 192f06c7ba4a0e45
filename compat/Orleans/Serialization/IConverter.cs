namespace Orleans;

/// <summary>
/// Turns a type that cannot be annotated into a serializable struct and back. Registered with
/// <c>[RegisterConverter]</c> on the implementing class.
/// </summary>
public interface IConverter<TValue, TSurrogate>
    where TSurrogate : struct
{
    TValue ConvertFromSurrogate(in TSurrogate surrogate);

    TSurrogate ConvertToSurrogate(in TValue value);
}
