using Google.Protobuf;

namespace AudioRooms.System.Tests.Telemetry;

/// <summary>
/// A protobuf message without its definition: the fields by number, in the order in which they came. It is enough to read OTLP by
/// the numbers of its specification.
/// </summary>
internal sealed class ProtobufFields
{
    private readonly List<(int Number, ByteString Bytes)> chunks = [];
    private readonly List<(int Number, ulong Value)> numbers = [];

    public ProtobufFields(ByteString message)
    {
        using var input = message.CreateCodedInput();
        while (input.ReadTag() is var tag && tag != 0)
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.LengthDelimited:
                    chunks.Add((number, input.ReadBytes()));
                    break;
                case WireFormat.WireType.Fixed64:
                    numbers.Add((number, input.ReadFixed64()));
                    break;
                case WireFormat.WireType.Varint:
                    numbers.Add((number, input.ReadUInt64()));
                    break;
                default:
                    numbers.Add((number, input.ReadFixed32()));
                    break;
            }
        }
    }

    public IEnumerable<ProtobufFields> All(int number) =>
        chunks.Where(chunk => chunk.Number == number).Select(chunk => new ProtobufFields(chunk.Bytes));

    public ProtobufFields? One(int number) => All(number).SingleOrDefault();

    public string Text(int number) => Bytes(number).ToStringUtf8();

    /// <summary>A field of bytes; empty if it is absent.</summary>
    public ByteString Bytes(int number) => chunks.SingleOrDefault(chunk => chunk.Number == number).Bytes ?? ByteString.Empty;

    public ulong Number(int number) => numbers.SingleOrDefault(field => field.Number == number).Value;

    /// <summary>A packed field of fixed 64-bit numbers.</summary>
    public double[] Doubles(int number)
    {
        var bytes = Bytes(number);
        var values = new double[bytes.Length / sizeof(double)];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = BitConverter.ToDouble(bytes.Span[(index * sizeof(double))..]);
        }

        return values;
    }
}
