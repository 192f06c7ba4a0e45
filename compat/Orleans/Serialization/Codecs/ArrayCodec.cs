using System.Runtime.CompilerServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

/// <summary>The codec of arrays: an object with the count (field 0) and the elements (field 1 each).</summary>
internal sealed class ArrayCodec<T>(CodecProvider provider) : ReferenceCodec<T[]>, IDeepCopier<T[]>
{
    private const uint CountField = 0;
    private const uint ElementField = 1;

    private readonly Codec<T> _elementCodec = provider.GetCodec<T>();
    private IDeepCopier<T>? _elementCopier;

    public T[] DeepCopy(T[] input, CopyContext context)
    {
        if (context.TryGetCopy<T[]>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(T[]))
        {
            return (T[])context.DeepCopy<object>(input)!;
        }

        var copier = _elementCopier ??= provider.GetDeepCopier<T>();
        if (Copying.IsShallow(copier))
        {
            var shallow = (T[])input.Clone();
            context.RecordCopy(input, shallow);
            return shallow;
        }

        var copy = new T[input.Length];
        context.RecordCopy(input, copy);
        for (var index = 0; index < input.Length; index++)
        {
            copy[index] = copier.DeepCopy(input[index], context);
        }

        return copy;
    }

    private protected override void WriteNew(ref MessageWriter writer, uint fieldId, T[] value)
    {
        writer.BeginObject(fieldId);
        writer.WriteUInt32(CountField, (uint)value.Length);
        foreach (var element in value)
        {
            _elementCodec.Write(ref writer, ElementField, element);
        }

        writer.EndObject();
    }

    private protected override T[] ReadNew(ref MessageReader reader, WireType wireType)
    {
        reader.BeginObject(wireType);
        var id = reader.LastObjectId;
        var count = 0;
        var filled = 0;
        T[]? array = null;
        while (reader.NextField(out var fieldId, out wireType))
        {
            switch (fieldId)
            {
                case CountField when array is null:
                    count = reader.ReadCount(wireType, 1);
                    array = new T[Math.Min(count, Math.Max(4, WireLimits.MaxUnprovenBytes / Unsafe.SizeOf<T>()))];
                    if (array.Length == count)
                    {
                        // A larger array becomes itself only when its elements have arrived: no cycle can be through it.
                        reader.Register(id, array);
                    }

                    break;
                case ElementField when filled < count:
                    if (filled == array!.Length)
                    {
                        Array.Resize(ref array, (int)Math.Min(count, array.Length * 2L));
                    }

                    array[filled++] = _elementCodec.Read(ref reader, wireType);
                    break;
                case CountField or ElementField:
                    reader.ThrowMalformed("an array has more elements than it says");
                    break;
                default:
                    reader.Skip(wireType);
                    break;
            }
        }

        if (filled != count || array is null)
        {
            reader.ThrowMalformed($"an array of {count} elements has {filled}");
        }

        if (reader.FindRegistered(id) is null)
        {
            reader.Register(id, array);
        }

        return array;
    }
}
