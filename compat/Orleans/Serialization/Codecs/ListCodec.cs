using System.Runtime.InteropServices;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Orleans.StandIn.Serialization;

internal sealed class ListCodec<T>(CodecProvider provider) : CollectionCodec<List<T>, T>(provider)
{
    public override List<T> DeepCopy(List<T> input, CopyContext context)
    {
        if (context.TryGetCopy<List<T>>(input, out var known))
        {
            return known!;
        }

        if (input.GetType() != typeof(List<T>))
        {
            return (List<T>)context.DeepCopy<object>(input)!;
        }

        var copier = ElementCopier;
        if (Copying.IsShallow(copier))
        {
            var shallow = new List<T>(input);
            context.RecordCopy(input, shallow);
            return shallow;
        }

        var copy = new List<T>(input.Count);
        context.RecordCopy(input, copy);
        foreach (var element in input)
        {
            copy.Add(copier.DeepCopy(element, context));
        }

        return copy;
    }

    protected override int Count(List<T> value) => value.Count;

    protected override IEnumerable<T> Elements(List<T> value) => value;

    protected override List<T> Create(int capacity, int comparer) => new(capacity);

    protected override void Add(List<T> collection, T element) => collection.Add(element);

    protected override void WriteElements(ref MessageWriter writer, List<T> value)
    {
        foreach (var element in CollectionsMarshal.AsSpan(value))
        {
            WriteElement(ref writer, element);
        }
    }
}
