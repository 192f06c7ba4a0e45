using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>The codec of arrays of several dimensions: their lengths (field 0) and the elements in a row (field 1).</summary>
internal sealed class MultiDimensionalArrayCodec<TArray, T>(CodecProvider provider) : ReferenceCodec<TArray>, IDeepCopier<TArray>
    where TArray : class
{
    private static readonly int Rank = typeof(TArray).GetArrayRank();
    private readonly Codec<int[]> _lengthsCodec = provider.GetCodec<int[]>();
    private readonly Codec<T[]> _elementsCodec = provider.GetCodec<T[]>();

    public TArray DeepCopy(TArray input, CopyContext context)
    {
        if (context.TryGetCopy<TArray>(input, out var known))
        {
            return known!;
        }

        var copy = (Array)((Array)(object)input).Clone();
        context.RecordCopy(input, copy);
        var copier = provider.GetDeepCopier<T>();
        if (!Copying.IsShallow(copier))
        {
            foreach (ref var element in ElementsOf(copy))
            {
                element = copier.DeepCopy(element, context);
            }
        }

        return (TArray)(object)copy;
    }

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, TArray value)
    {
        var array = (Array)(object)value;
        var lengths = new int[Rank];
        for (var dimension = 0; dimension < Rank; dimension++)
        {
            lengths[dimension] = array.GetLength(dimension);
        }

        writer.BeginObject(fieldId);
        _lengthsCodec.WriteExact(ref writer, 0, lengths);
        _elementsCodec.WriteExact(ref writer, 1, ElementsOf(array).ToArray());
        writer.EndObject();
    }

    private protected override TArray ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var id = reader.LastObjectId;
        int[] lengths = [];
        T[] elements = [];
        while (reader.NextField(out var fieldId, out wireType))
        {
            switch (fieldId)
            {
                case 0:
                    lengths = (int[])_lengthsCodec.ReadExact(ref reader, wireType);
                    break;
                case 1:
                    elements = (T[])_elementsCodec.ReadExact(ref reader, wireType);
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        var product = 1L;
        foreach (var length in lengths)
        {
            product = length < 0 ? -1 : checked(product * length);
        }

        if (lengths.Length != Rank || product != elements.Length)
        {
            throw new UnexpectedLengthPrefixValueException(
                $"An array of {Rank} dimensions states the lengths [{string.Join(", ", lengths)}] and has {elements.Length} elements.");
        }

        var array = Array.CreateInstance(typeof(T), lengths);
        elements.CopyTo(ElementsOf(array));
        reader.Register(id, array);
        return (TArray)(object)array;
    }

    private static Span<T> ElementsOf(Array array) =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
}
