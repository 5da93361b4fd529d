using PennaPay.Billy.Web.Sandbox.Engine;
using static PennaPay.Billy.Web.Sandbox.Engine.Field;

namespace PennaPay.Billy.Web.Sandbox.Billy;

internal static partial class BillySchema
{
    private static Resource[] Shared() =>
    [
        new Resource("accountNatures", "accountNature", Verbs.Read,
            Text("reportType"), Text("name"), Text("normalBalance")),
        new Resource("cities", "city", Verbs.Read,
            Text("name"), Text("county"), To("states", "stateId"), To("countries", "countryId"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        },
        new Resource("countries", "country", Verbs.Read,
            Text("name"), Flag("hasStates"), Flag("hasFiniteStates"), Flag("hasFiniteZipcodes"), Text("icon"),
            To("locales", "localeId"))
        {
            IsPublic = true,
            SortBy = "name",
        },
        new Resource("countryGroups", "countryGroup", Verbs.Read, Text("name"), Text("icon"), Text("memberCountryIds"))
        {
            IsPublic = true,
        },
        new Resource("currencies", "currency", Verbs.Read, Text("name"), Number("exchangeRate"))
        {
            IsPublic = true,
            SortBy = "id",
        },
        new Resource("locales", "locale", Verbs.Read, Text("name"), Text("icon")) { IsPublic = true },
        new Resource("states", "state", Verbs.Read, Text("stateCode"), Text("name"), To("countries", "countryId"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        },
        new Resource("zipcodes", "zipcode", Verbs.Read,
            Text("zipcode"), To("cities", "cityId"), To("states", "stateId"), To("countries", "countryId"),
            Number("latitude"), Number("longitude"))
        {
            RequiredFilter = "countryId",
            Filters = ["countryId"],
        },
    ];
}
