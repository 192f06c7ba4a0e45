using System.Reflection;
using System.Text;
using AudioRooms.Testing;

namespace AudioRooms.Contracts.Tests;

/// <summary>Compares the grain interfaces with a text file beside this one. A difference changes the calls between silos. If the
/// change is intended, copy the new text from the file that the failure names. A renamed or renumbered method breaks rolling
/// upgrades.</summary>
public sealed class PublicListsTests
{
    private static readonly BindingFlags OwnPublic = BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly;

    [Fact]
    public void GrainInterfaces_ComparedWithTheList_AreUnchanged()
    {
        var text = new StringBuilder();
        var interfaces = typeof(Identifiers).Assembly.GetExportedTypes()
            .Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type))
            .OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in interfaces)
        {
            text.AppendLine($"{type.FullName} [{Alias(type)}]");
            foreach (var method in type.GetMethods(OwnPublic).OrderBy(method => method.Name, StringComparer.Ordinal))
            {
                var parameters = method.GetParameters().Select(
                    parameter => $"{TextList.NameOf(parameter.ParameterType)} {parameter.Name}");
                text.AppendLine(
                    $"    {TextList.NameOf(method.ReturnType)} {method.Name}({string.Join(", ", parameters)}) [{Alias(method)}]");
            }
        }

        TextList.ShouldEqual("GrainInterfaces.txt", text);
    }

    private static string Alias(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias ?? "no alias";
}
