using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PixelHub.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Engine : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "RetentionDays",
                table: "experiments",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.Sql(SqlText.Load("Engine"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable("breakdowns");
            migrationBuilder.DropTable("facet_values");

            migrationBuilder.DropColumn(
                name: "RetentionDays",
                table: "experiments");
        }
    }
}
