using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Storage;

/// <summary>Stores a reference to a grain as the grain's id; the interface is the one that the member is declared with.</summary>
internal sealed class GrainReferenceJsonConverterFactory(IServiceProvider services) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsInterface && typeof(IAddressable).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert), services)!;

    private sealed class Converter<TInterface>(IServiceProvider services) : JsonConverter<TInterface>
        where TInterface : class, IAddressable
    {
        public override TInterface Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            services.GetRequiredService<IGrainFactory>().GetGrain<TInterface>(GrainId.Parse(reader.GetString()!));

        public override void Write(Utf8JsonWriter writer, TInterface value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.GetGrainId().ToString());
    }
}
